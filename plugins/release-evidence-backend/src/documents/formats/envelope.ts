import {
  Digest,
  StatementContent,
} from 'backstage-plugin-release-evidence-common';
import { DocumentFault, refuse } from '../documentFault';
import { JsonDocument } from '../json/jsonDocument';
import { digestOf, subjectFrom, subjectsFrom } from '../subjects';
import { isObject, objectOf, wordOf } from '../values';
import type { FormatReading } from './format';
import { readStatement } from './statement';

/*
 * Signed statements
 *
 * An envelope that is odd is kept, with a warning, as long as it can be told
 * what was signed: whether a signature is worth anything is decided by the
 * verification, which must see the envelope to say so. Refused is only what
 * could not be verified by anybody.
 */

const STATEMENT_TYPE = /^application\/vnd\.in-toto(\.[\w.-]+)?\+json$/;

const KNOWN_VERSIONS = ['0.1', '0.2', '0.3'];

/** More attestations than any artifact has, of which each becomes a content. */
const MOST = 1000;

const MATERIAL = 'verification_material';

/** Reads a DSSE envelope. */
export function readDsse(document: JsonDocument): FormatReading {
  const { content, warnings } = readEnvelope(document, 'dsse', '');
  return { specVersion: null, contents: [content], warnings };
}

/** Reads a Sigstore bundle, also in the snake case that early tools wrote. */
export function readBundle(document: JsonDocument): FormatReading {
  const version = bundleVersion(
    document.member('mediaType') ?? document.member('media_type'),
  );
  if (!(document.has('verificationMaterial') || document.has(MATERIAL))) {
    throw refuse(
      '/verificationMaterial',
      'missing',
      'Send the bundle whole, with the certificate or key hint it was signed with',
    );
  }
  const { content, warnings } = readBundleContent(document);
  return {
    specVersion: version,
    contents: [{ ...content, bundleVersion: version }],
    warnings: [
      ...(version && KNOWN_VERSIONS.includes(version)
        ? []
        : [`/mediaType: is none of version ${KNOWN_VERSIONS.join(', ')}`]),
      ...warnings,
    ],
  };
}

function bundleVersion(mediaType: unknown): string | null {
  return (
    /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;\s*version=|\.v)(\d+\.\d+)/.exec(
      wordOf(mediaType),
    )?.[1] ?? null
  );
}

interface Enveloped {
  content: StatementContent;
  warnings: string[];
}

function readBundleContent(document: JsonDocument): Enveloped {
  const early = document.object('Content');
  const envelope =
    document.object('dsseEnvelope') ??
    document.object('dsse_envelope') ??
    early?.object('DsseEnvelope');
  if (envelope) {
    return readEnvelope(envelope, 'bundle', '/dsseEnvelope');
  }
  const signature =
    document.member('messageSignature') ?? document.member('message_signature');
  if (!isObject(signature)) {
    throw refuse(
      '/dsseEnvelope',
      'missing, and there is no messageSignature either',
      'Send the bundle whole, with what was signed',
    );
  }
  return readMessageSignature(signature);
}

/** A signature over a file: only the digest of what was signed is there. */
function readMessageSignature(signature: {
  [name: string]: unknown;
}): Enveloped {
  const { algorithm, digest } = objectOf(
    signature.messageDigest ?? signature.message_digest,
  );
  const signed = digestOf(
    algorithm,
    Buffer.from(wordOf(digest ?? ''), 'base64').toString('hex'),
  );
  return {
    content: signedContent('bundle', 1, signed),
    warnings: signed
      ? []
      : ['/messageSignature/messageDigest: names no digest'],
  };
}

function signedContent(
  envelope: StatementContent['envelope'],
  signatures: number,
  digest?: Digest,
): StatementContent {
  return {
    kind: 'statement',
    envelope,
    bundleVersion: null,
    predicateType: null,
    subjects: subjectsFrom([subjectFrom({ digests: [digest] })]),
    signatures,
    predicate: null,
  };
}

function readEnvelope(
  document: JsonDocument,
  envelope: 'bundle' | 'dsse',
  at: string,
): Enveloped {
  const payload = document.member('payload');
  const signatures = document.member('signatures');
  if (!Array.isArray(signatures) || signatures.length === 0) {
    throw refuse(
      `${at}/signatures`,
      'holds no signature',
      'Send the envelope with its signatures, or the bare statement',
    );
  }
  const content = signedContent(envelope, signatures.length);
  const type =
    document.member('payloadType') ?? document.member('payload_type');
  const bytes = decode(payload, `${at}/payload`);
  const isStatement = STATEMENT_TYPE.test(wordOf(type));
  const odd = isStatement
    ? []
    : [`${at}/payloadType: is not that of an in-toto statement`];
  try {
    const { version, warnings, ...said } = readStatement(
      JsonDocument.of(bytes),
    );
    return isStatement || version !== null
      ? { content: { ...content, ...said }, warnings: [...odd, ...warnings] }
      : { content, warnings: odd };
  } catch (error) {
    if (!(error instanceof DocumentFault)) {
      throw error;
    }
    const { field, message } = error.problem;
    return {
      content,
      warnings: isStatement ? [`${at}/payload: ${field}: ${message}`] : odd,
    };
  }
}

/** Base64, or its form for URLs: senders use both. */
function decode(payload: unknown, field: string): Buffer {
  if (typeof payload !== 'string' || /[^\w+/\-=\s]/.test(payload)) {
    throw refuse(
      field,
      payload === undefined ? 'missing' : 'is no base64',
      'Encode what was signed in base64',
    );
  }
  return Buffer.from(payload, 'base64');
}

/** Reads what npm's registry answers: the bundles of one package version. */
export function readNpmAttestations(document: JsonDocument): FormatReading {
  return joined(
    Array.from(document.objects('attestations', MOST), (entry, index) => {
      const at = `/attestations/${index}`;
      const bundle = entry?.object('bundle');
      if (!bundle) {
        throw refuse(
          `${at}/bundle`,
          'missing',
          'Send the answer of the registry as it is',
        );
      }
      const reading = within(at, () => readBundle(bundle));
      const named = entry?.member('predicateType');
      const agrees = reading.contents.every(
        content =>
          content.kind !== 'statement' || content.predicateType === named,
      );
      return agrees
        ? reading
        : {
            ...reading,
            warnings: [
              `${at}/predicateType: is not what the statement says`,
              ...reading.warnings,
            ],
          };
    }),
    '/attestations',
  );
}

/** Reads PEP 740: one attestation, or what PyPI answers for a file. */
export function readPythonAttestations(document: JsonDocument): FormatReading {
  if (!document.has('attestation_bundles')) {
    return readPythonAttestation(document, '');
  }
  return joined(
    Array.from(document.objects('attestation_bundles', MOST), (bundle, index) =>
      Array.from(
        bundle?.objects('attestations', MOST) ?? [],
        (attestation, place) => {
          const at = `/attestation_bundles/${index}/attestations/${place}`;
          return readPythonAttestation(attestation, at);
        },
      ),
    ).flat(),
    '/attestation_bundles',
  );
}

function readPythonAttestation(
  document: JsonDocument | undefined,
  at: string,
): FormatReading {
  const { statement, signature } = objectOf(document?.member('envelope'));
  if (typeof signature !== 'string') {
    throw refuse(
      `${at}/envelope/signature`,
      'missing',
      'Send the attestation whole',
    );
  }
  const bytes = decode(statement, `${at}/envelope/statement`);
  const {
    version: _,
    warnings,
    ...said
  } = within(`${at}/envelope`, () => readStatement(JsonDocument.of(bytes)));
  return {
    specVersion: null,
    contents: [{ ...signedContent('bundle', 1), ...said }],
    warnings,
  };
}

function joined(readings: FormatReading[], field: string): FormatReading {
  if (readings.length === 0) {
    throw refuse(
      field,
      'lists no attestation',
      'Send it once there is an attestation',
    );
  }
  return {
    specVersion: readings[0].specVersion,
    contents: readings.flatMap(({ contents }) => contents),
    warnings: readings.flatMap(({ warnings }) => warnings),
  };
}

/** Makes the field of a problem inside a part that of the whole. */
export function within<T>(at: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DocumentFault && error.problem.field.startsWith('/')) {
      const { field, message, remedy } = error.problem;
      throw refuse(`${at}${field}`, message, remedy);
    }
    throw error;
  }
}
