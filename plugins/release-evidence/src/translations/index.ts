import { createTranslationRef } from '@backstage/frontend-plugin-api';
import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { inboxMessages } from './inboxMessages';
import { messages } from './messages';

/** Every text of the plugin, for translation. @public */
export const releaseEvidenceTranslationRef = createTranslationRef({
  id: 'plugin.release-evidence',
  messages: { ...messages, ...inboxMessages },
});

/** Answers with a text by its key. */
export type Texts = TranslationFunction<typeof releaseEvidenceTranslationRef.T>;

/** The texts in the language of whoever looks. */
export function useTexts(): Texts {
  return useTranslationRef(releaseEvidenceTranslationRef).t;
}
