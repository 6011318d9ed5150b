import {
  DocumentKind,
  DocumentReading,
} from 'backstage-plugin-release-evidence-common';
import { DocumentFault, refuse, WHOLE } from './documentFault';
import { readCosignSignature } from './formats/cosignSignature';
import { readCycloneDx } from './formats/cyclonedx';
import { isCycloneDxRoot, readCycloneDxXml } from './formats/cyclonedxXml';
import {
  readBundle,
  readDsse,
  readNpmAttestations,
  readPythonAttestations,
} from './formats/envelope';
import type { FormatReading, JsonReader } from './formats/format';
import { readJunit } from './formats/junit';
import { readLog } from './formats/log';
import { readOciIndex, readOciManifest } from './formats/manifest';
import { readSarif } from './formats/sarif';
import { readGrype, readTrivy } from './formats/scans';
import { readSpdx2 } from './formats/spdx2';
import { readSpdx3 } from './formats/spdx3';
import { readSpdxTagValue, TAG_VALUE_START } from './formats/spdxTagValue';
import { readInToto } from './formats/statement';
import { readCsafVex, readOpenVex } from './formats/vex';
import { JsonDocument } from './json/jsonDocument';
import { readStatements } from './json/jsonLines';
import { kindOfJson } from './recognise';
import { rootOf } from './xml/rootOf';

/** A document as somebody sent it. */
export interface SentDocument {
  bytes: Buffer;
  mediaType: string | null;
  /** What the sender says it is; else its content tells. */
  kind?: DocumentKind;
}

/**
 * Reads a document: what it is, what it says, and what is odd about it; or what
 * is wrong with it, where, and what to do about it. Whatever was sent, it does
 * not throw.
 *
 * A kind is recognised by the content and never by the media type, which is
 * wrong as often as not; only `text/plain` says that nothing is to be read out
 * of a document, and makes it a log.
 */
export function readDocument(sent: SentDocument): DocumentReading {
  try {
    const { kind, reading } = read(sent);
    return { kind, ...reading, warnings: shortened(reading.warnings) };
  } catch (error) {
    if (error instanceof DocumentFault) {
      return { problem: error.problem };
    }
    if (error instanceof Error && error.name === 'RangeError') {
      return {
        problem: {
          field: WHOLE,
          message: 'is too large or too intricate to be read',
          remedy: 'Split it into several documents',
        },
      };
    }
    throw error;
  }
}

interface Read {
  kind: DocumentKind;
  reading: FormatReading;
}

function read({ bytes, mediaType, kind }: SentDocument): Read {
  if (kind === 'other') {
    const content = { kind, bytes: bytes.length } as const;
    return {
      kind,
      reading: { specVersion: null, contents: [content], warnings: [] },
    };
  }
  if (kind === 'log' || (!kind && /^text\/plain\b/i.test(mediaType ?? ''))) {
    return { kind: 'log', reading: readLog(bytes) };
  }
  const text = asUtf8(bytes);
  switch (String.fromCharCode(text[firstOf(text)])) {
    case '<':
      return readAsXml(bytes, kind);
    case '{':
      return readAsJson(text, kind);
    default:
      return readAsTags(text, kind);
  }
}

const READERS: Partial<Record<DocumentKind, JsonReader>> = {
  spdx: document =>
    document.has('@context') ? readSpdx3(document) : readSpdx2(document),
  cyclonedx: readCycloneDx,
  sarif: readSarif,
  openvex: readOpenVex,
  'csaf-vex': readCsafVex,
  trivy: readTrivy,
  grype: readGrype,
  'sigstore-bundle': document => {
    if (document.has('attestations')) {
      return readNpmAttestations(document);
    }
    return document.has('attestation_bundles') || document.has('envelope')
      ? readPythonAttestations(document)
      : readBundle(document);
  },
  dsse: readDsse,
  'cosign-signature': readCosignSignature,
  'in-toto': readInToto,
  'oci-manifest': readOciManifest,
  'oci-index': readOciIndex,
};

function readAsJson(bytes: Buffer, kind: DocumentKind | undefined): Read {
  // Each line is of its own kind, whatever the whole is called.
  const several = readStatements(bytes, document =>
    readJson(document, kindOfJson(document) ?? kind),
  );
  return several ?? readJson(JsonDocument.of(bytes), kind);
}

function readJson(
  document: JsonDocument,
  asked: DocumentKind | undefined,
): Read {
  const kind = asked ?? kindOfJson(document);
  const reader = kind && READERS[kind];
  if (!reader) {
    throw asked
      ? refuse(WHOLE, `is JSON, and no ${asked} is`, 'Leave the kind out')
      : unknown('JSON');
  }
  return { kind, reading: reader(document) };
}

function readAsXml(bytes: Buffer, asked: DocumentKind | undefined): Read {
  const root = rootOf(bytes);
  if (asked ? asked === 'cyclonedx' : isCycloneDxRoot(root)) {
    return { kind: 'cyclonedx', reading: readCycloneDxXml(bytes) };
  }
  if (root.name === 'testsuites' || root.name === 'testsuite') {
    if (!asked || asked === 'junit') {
      return { kind: 'junit', reading: readJunit(bytes) };
    }
  }
  throw asked
    ? refuse(
        `/${root.name}`,
        `is not the root of ${asked}`,
        'Leave the kind out',
      )
    : unknown('XML');
}

function readAsTags(bytes: Buffer, asked: DocumentKind | undefined): Read {
  const start = bytes.subarray(0, 4096).toString('utf8');
  if (TAG_VALUE_START.test(start) && (!asked || asked === 'spdx')) {
    return { kind: 'spdx', reading: readSpdxTagValue(bytes) };
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw refuse(
      WHOLE,
      'is compressed with gzip',
      'Send it unpacked, or with the header Content-Encoding: gzip',
    );
  }
  throw bytes.length === 0
    ? refuse(WHOLE, 'is empty', 'Send the document as the body of the request')
    : refuse(
        WHOLE,
        'is neither a JSON object nor XML',
        'Send a log as text/plain, and anything else with kind=other',
      );
}

function unknown(form: 'JSON' | 'XML'): DocumentFault {
  return refuse(
    WHOLE,
    `is ${form} of no known kind`,
    'Say what it is with kind=, or kind=other to keep it without reading it',
  );
}

const BLANKS = [0x20, 0x09, 0x0a, 0x0d];

function firstOf(bytes: Buffer): number {
  let first = 0;
  while (BLANKS.includes(bytes[first])) {
    first++;
  }
  return first;
}

/** Without a byte order mark; what PowerShell writes is UTF-16. */
function asUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return Buffer.from(bytes.subarray(2).toString('utf16le'));
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? bytes.subarray(3) : bytes;
}

const MOST_WARNINGS = 20;

function shortened(warnings: string[]): string[] {
  return warnings.length > MOST_WARNINGS
    ? [
        ...warnings.slice(0, MOST_WARNINGS),
        `and ${warnings.length - MOST_WARNINGS} more`,
      ]
    : warnings;
}
