import type { DocumentContent } from 'backstage-plugin-release-evidence-common';
import type { JsonDocument } from '../json/jsonDocument';

/** What a format's reader makes of a document. */
export interface FormatReading {
  specVersion: string | null;
  contents: DocumentContent[];
  warnings: string[];
}

/** Reads a document of JSON, or ends with a `DocumentFault`. */
export type JsonReader = (document: JsonDocument) => FormatReading;
