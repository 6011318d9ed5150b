import {
  DocumentKind,
  DocumentProblem,
  DocumentReading,
} from 'backstage-plugin-release-evidence-common';
import { readDocument } from '../readDocument';

type Understood = Exclude<DocumentReading, { problem: DocumentProblem }>;

/** Reads a document given as text, as a value that becomes JSON, or as bytes. */
export function reading(
  document: unknown,
  options: { kind?: DocumentKind; mediaType?: string } = {},
): DocumentReading {
  return readDocument({
    bytes: bytesOf(document),
    mediaType: options.mediaType ?? null,
    kind: options.kind,
  });
}

function bytesOf(document: unknown): Buffer {
  if (Buffer.isBuffer(document)) {
    return document;
  }
  return Buffer.from(
    typeof document === 'string' ? document : JSON.stringify(document),
  );
}

/** What was understood; fails the test with the problem when nothing was. */
export function understood(
  document: unknown,
  options?: { kind?: DocumentKind; mediaType?: string },
): Understood {
  const read = reading(document, options);
  if ('problem' in read) {
    throw new Error(`Not understood: ${JSON.stringify(read.problem)}`);
  }
  return read;
}

/** The problem with a document; fails the test when there is none. */
export function problem(
  document: unknown,
  options?: { kind?: DocumentKind; mediaType?: string },
): DocumentProblem {
  const read = reading(document, options);
  if (!('problem' in read)) {
    throw new Error(`Understood as ${read.kind}`);
  }
  return read.problem;
}

export const HEX = 'ab'.repeat(32);
export const DIGEST = `sha256:${HEX}`;
export const COMMIT = 'c0ffee'.padEnd(40, '0');

/** An in-toto statement, with some of it changed. */
export function statement(changes: object = {}): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'payments', digest: { sha256: HEX } }],
    predicateType: 'https://acme.example/built/v1',
    predicate: {},
    ...changes,
  };
}

/** A CycloneDX document, with some of it changed. */
export function cycloneDx(changes: object = {}): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: {
      timestamp: '2026-02-03T04:05:06Z',
      tools: {
        components: [{ type: 'application', name: 'syft', version: '1' }],
      },
      component: { type: 'container', name: 'acme/payments' },
    },
    components: [
      {
        type: 'library',
        name: 'outer',
        components: [{ type: 'library', name: 'inner' }],
      },
    ],
    ...changes,
  };
}
