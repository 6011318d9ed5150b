import { mockApis } from '@backstage/frontend-test-utils';
import { releaseEvidenceTranslationRef, Texts } from '../translations';

/** The English texts, outside of any component. */
export function englishTexts(): Texts {
  const snapshot = mockApis
    .translation()
    .getTranslation(releaseEvidenceTranslationRef);
  if (!snapshot.ready) {
    throw new Error('The English texts are not ready');
  }
  return snapshot.t;
}
