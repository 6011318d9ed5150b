import { createHash } from 'node:crypto';
import { SignatureFact } from 'backstage-plugin-release-evidence-common';
import { certificateOf } from './certificate';
import type { TrustSet } from './trustSet';
import { factOf, InvalidSignature } from './verdicts';
import { verifyBundle } from './verifyBundle';

/*
 * Cosign's own signatures
 *
 * Before bundles, cosign kept a signature as a layer of an image under the tag
 * `sha256-<hex>.sig`: the layer is a small JSON document that names the digest
 * (Red Hat's "simple signing"), and the signature, the certificate and the log's
 * promise are annotations of it. `cosign download signature` prints the same as
 * one object, and in that form it is kept. All its parts have their place in a
 * bundle of version 0.1, so it is verified as one, over the bytes of the layer.
 */

/** Verifies a signature as `cosign download signature` prints it. */
export function verifyCosignSignature(
  json: object,
  trust: TrustSet,
): SignatureFact {
  let bundle: object;
  let payload: Buffer;
  try {
    payload = Buffer.from(textOf(json, 'Payload'), 'base64');
    bundle = bundleFrom(json, payload);
  } catch {
    return factOf(() => {
      throw new InvalidSignature('It is no whole signature of cosign.');
    });
  }
  return verifyBundle(bundle, trust, payload);
}

function bundleFrom(json: object, payload: Buffer): object {
  const { Cert, Bundle, RFC3161Timestamp } = json as Record<string, unknown>;
  const stamp = Object(RFC3161Timestamp).SignedRFC3161Timestamp;
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      ...(Cert
        ? {
            x509CertificateChain: {
              certificates: [{ rawBytes: certificateFrom(Cert) }],
            },
          }
        : { publicKey: { hint: '' } }),
      tlogEntries: Bundle ? [logEntry(Bundle)] : [],
      timestampVerificationData: {
        rfc3161Timestamps: stamp ? [{ signedTimestamp: stamp }] : [],
      },
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: sha256(payload) },
      signature: textOf(json, 'Base64Signature'),
    },
  };
}

/** PEM, or what Go makes of a parsed certificate, which has its bytes as `Raw`. */
function certificateFrom(value: unknown): string {
  const bytes =
    typeof value === 'string'
      ? Buffer.from(value)
      : Buffer.from(textOf(value, 'Raw'), 'base64');
  return certificateOf(bytes).certificate.root.toDER().toString('base64');
}

function logEntry(value: unknown): object {
  const { Payload: entry } = Object(value);
  const body = textOf(entry, 'body');
  const { kind, apiVersion } = JSON.parse(
    Buffer.from(body, 'base64').toString('utf8'),
  );
  return {
    logIndex: String(Object(entry).logIndex),
    logId: {
      keyId: Buffer.from(textOf(entry, 'logID'), 'hex').toString('base64'),
    },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(Object(entry).integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: textOf(value, 'SignedEntryTimestamp'),
    },
    canonicalizedBody: body,
  };
}

function textOf(value: unknown, name: string): string {
  const member = Object(value)[name];
  if (typeof member !== 'string') {
    throw new Error(`${name} is no text`);
  }
  return member;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
