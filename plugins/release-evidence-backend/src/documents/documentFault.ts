import type { DocumentProblem } from 'backstage-plugin-release-evidence-common';

/**
 * Ends the reading of a document that cannot be read. It is thrown from deep
 * inside a format and caught by `readDocument`, which answers with the problem.
 */
export class DocumentFault extends Error {
  constructor(readonly problem: DocumentProblem) {
    super(`${problem.field}: ${problem.message}`);
  }
}

/** Ends the reading: what is wrong where, and what to do about it. */
export function refuse(
  field: string,
  message: string,
  remedy: string,
): DocumentFault {
  return new DocumentFault({ field: field || '/', message, remedy });
}

/** The field of a problem that no part of a document is to blame for. */
export const WHOLE = 'the document';
