import { dsse } from '@sigstore/core';
import { SignatureFact } from 'backstage-plugin-release-evidence-common';
import { certificateOf, SigningCertificate } from './certificate';
import { keyThatSigned } from './keyChoice';
import { signsBytes } from './publicKeySignature';
import type { TrustSet } from './trustSet';
import { factOf, InvalidSignature, UnverifiableSignature } from './verdicts';

interface EnvelopeSignature {
  keyId: string;
  signature: Buffer;
  certificate: SigningCertificate | null;
}

/**
 * Verifies a bare DSSE envelope (DSSE 1.0) with the configured keys: one good
 * signature is enough, as the specification has it. One by a certificate cannot
 * be verified, as nothing says when it was made.
 */
export function verifyEnvelope(json: object, trust: TrustSet): SignatureFact {
  return factOf(claim => {
    const { signed, signatures } = parseEnvelope(json);
    const certificate =
      signatures.find(entry => entry.certificate)?.certificate ?? null;
    claim(certificate?.identity || null);
    if (certificate && trust.keys.length === 0) {
      throw refusalOf(certificate, signatures, signed);
    }
    try {
      const key = keyThatSigned({
        keys: trust.keys,
        use: 'attestation',
        hints: signatures.map(({ keyId }) => keyId),
        times: [],
        signs: candidate =>
          signatures.some(({ signature }) =>
            signsBytes(candidate.key, signed, signature),
          ),
      });
      return {
        signer: { kind: 'key', id: key.id, fingerprint: key.fingerprint },
        signedAt: null,
        logIndex: null,
        signedDigest: null,
      };
    } catch (error) {
      throw certificate && error instanceof UnverifiableSignature
        ? refusalOf(certificate, signatures, signed)
        : error;
    }
  });
}

function refusalOf(
  certificate: SigningCertificate,
  signatures: EnvelopeSignature[],
  signed: Buffer,
): Error {
  const fits = signatures.some(
    entry =>
      entry.certificate === certificate &&
      signsBytes(certificate.key, signed, entry.signature),
  );
  return fits
    ? new UnverifiableSignature(
        'A certificate signed it, and the envelope has neither an entry of a transparency log nor a timestamp to say when; publish it as a Sigstore bundle.',
      )
    : new InvalidSignature(
        'The certificate beside the signature did not make it: something was changed.',
      );
}

const MOST_SIGNATURES = 100;

function parseEnvelope(json: object): {
  signed: Buffer;
  signatures: EnvelopeSignature[];
} {
  const { payload, payloadType, signatures } = json as Record<string, unknown>;
  if (
    typeof payload !== 'string' ||
    typeof payloadType !== 'string' ||
    !Array.isArray(signatures) ||
    signatures.length === 0 ||
    signatures.length > MOST_SIGNATURES
  ) {
    throw new InvalidSignature('It is no whole DSSE envelope.');
  }
  return {
    signed: dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64')),
    signatures: signatures.map(parseSignature),
  };
}

function parseSignature(value: unknown): EnvelopeSignature {
  const { keyid, sig, cert, certificate } = Object(value);
  const issued = cert ?? certificate;
  return {
    keyId: typeof keyid === 'string' ? keyid : '',
    signature: Buffer.from(typeof sig === 'string' ? sig : '', 'base64'),
    certificate:
      typeof issued === 'string' && issued !== ''
        ? certificateOf(pemOf(issued))
        : null,
  };
}

/** As PEM, or as PEM in base64 again. */
function pemOf(text: string): Buffer {
  return /^\s*-----BEGIN/.test(text)
    ? Buffer.from(text)
    : Buffer.from(text, 'base64');
}
