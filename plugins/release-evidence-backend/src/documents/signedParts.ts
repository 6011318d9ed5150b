import type { DocumentKind } from 'backstage-plugin-release-evidence-common';
import { DocumentFault } from './documentFault';
import { JsonDocument } from './json/jsonDocument';
import { statementRanges } from './json/jsonLines';
import { kindOfJson } from './recognise';

/** One statement or signature of a document, to be verified. */
export interface SignedPart {
  form: 'bundle' | 'envelope' | 'cosign-signature' | 'statement';
  json: object;
}

/**
 * Takes a document apart into what is verified by itself, one part for each of
 * the contents that reading it gives. Empty for what is no statement, and for
 * what cannot be read.
 */
export function signedPartsOf(bytes: Buffer, kind: DocumentKind): SignedPart[] {
  try {
    return statementRanges(bytes).flatMap(line => partsOf(line, kind));
  } catch (error) {
    if (error instanceof DocumentFault || error instanceof SyntaxError) {
      return [];
    }
    throw error;
  }
}

function partsOf(line: Buffer, asked: DocumentKind): SignedPart[] {
  const json = JSON.parse(line.toString('utf8'));
  switch (kindOfJson(JsonDocument.of(line)) ?? asked) {
    case 'sigstore-bundle':
      return bundlesOf(json).map(bundle => ({ form: 'bundle', json: bundle }));
    case 'dsse':
      return [{ form: 'envelope', json }];
    case 'cosign-signature':
      return [{ form: 'cosign-signature', json }];
    case 'in-toto':
      return [{ form: 'statement', json }];
    default:
      return [];
  }
}

function bundlesOf(json: Record<string, unknown>): object[] {
  if (Array.isArray(json.attestations)) {
    return json.attestations.map(({ bundle }) => Object(bundle));
  }
  if (Array.isArray(json.attestation_bundles)) {
    return json.attestation_bundles.flatMap(({ attestations }) =>
      [attestations].flat().map(bundleOfPython),
    );
  }
  return 'envelope' in json ? [bundleOfPython(json)] : [json];
}

/** PEP 740 holds the parts of a bundle of version 0.3 under names of its own. */
function bundleOfPython(attestation: unknown): object {
  const { verification_material: material, envelope } = Object(attestation);
  const { certificate, transparency_entries: tlogEntries } = Object(material);
  const { statement, signature } = Object(envelope);
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: certificate },
      tlogEntries,
    },
    dsseEnvelope: {
      payload: statement,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: signature, keyid: '' }],
    },
  };
}
