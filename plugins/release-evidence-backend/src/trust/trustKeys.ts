import { createHash, createPublicKey, KeyObject } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { Digest } from 'backstage-plugin-release-evidence-common';

/** What a key may sign: an artifact's digest, or statements about it. */
export type KeyUse = 'signature' | 'attestation';

/** A public key as the configuration lists it. */
export interface TrustKeyFile {
  id: string;
  /** PEM or DER, SubjectPublicKeyInfo. */
  bytes: Uint8Array;
  hint?: string;
  validFrom?: string;
  validUntil?: string;
  use?: KeyUse[];
  /** Where the configuration names it, for errors. */
  configKey: string;
}

/** A public key that the configuration trusts. */
export interface TrustKey {
  id: string;
  hint: string | null;
  use: KeyUse[];
  validFrom: Date | null;
  validUntil: Date | null;
  key: KeyObject;
  fingerprint: Digest;
}

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/** Reads a configured key: ECDSA on a NIST curve, RSA or Ed25519. */
export function parseTrustKey(file: TrustKeyFile): TrustKey {
  const key = readKey(file);
  const der = key.export({ type: 'spki', format: 'der' });
  const validFrom = timeOf(file, 'validFrom');
  const validUntil = timeOf(file, 'validUntil');
  if (validFrom && validUntil && validUntil < validFrom) {
    throw new InputError(
      `${file.configKey}.validUntil: lies before validFrom; exchange the two`,
    );
  }
  return {
    id: file.id,
    hint: file.hint ?? null,
    use: file.use ?? ['signature', 'attestation'],
    validFrom,
    validUntil,
    key,
    fingerprint: `sha256:${createHash('sha256').update(der).digest('hex')}`,
  };
}

function readKey({ id, bytes, configKey }: TrustKeyFile): KeyObject {
  const unreadable = (what: string) =>
    new InputError(
      `${configKey}: the key "${id}" ${what}; give a public key in PEM or DER (ECDSA P-256, P-384 or P-521, RSA from 2048 bits, Ed25519)`,
    );
  const buffer = Buffer.from(bytes);
  let key: KeyObject;
  try {
    const text = buffer.toString('latin1').trim();
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
      throw unreadable('is a private key, which does not belong here');
    }
    key = text.startsWith('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: buffer, format: 'der', type: 'spki' });
  } catch (error) {
    throw error instanceof InputError ? error : unreadable('cannot be read');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const supported =
    type === 'ed25519' ||
    (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048) ||
    (type === 'ec' && CURVES.includes(details?.namedCurve ?? ''));
  if (!supported) {
    throw unreadable('is of a kind that is not supported');
  }
  return key;
}

function timeOf(
  file: TrustKeyFile,
  field: 'validFrom' | 'validUntil',
): Date | null {
  const text = file[field];
  if (text === undefined) {
    return null;
  }
  const time = new Date(text);
  if (Number.isNaN(+time)) {
    throw new InputError(
      `${file.configKey}.${field}: is no time; write it as 2026-01-31T00:00:00Z`,
    );
  }
  return time;
}

/**
 * Whether a hint or key id names the key: by the hint or id that the
 * configuration gives it, or by its fingerprint in any of the forms that cosign,
 * npm and in-toto write.
 */
export function isNamed(key: TrustKey, hint: string): boolean {
  const hex = key.fingerprint.slice('sha256:'.length);
  const base64 = Buffer.from(hex, 'hex').toString('base64');
  const bare = hint.replace(/^sha256:/i, '');
  return (
    hint === key.hint ||
    hint === key.id ||
    bare.toLowerCase() === hex ||
    bare.replace(/=+$/, '') === base64.replace(/=+$/, '')
  );
}

/** Whether the key was in its configured validity at a moment. */
export function isValidAt(key: TrustKey, at: Date): boolean {
  return (
    (!key.validFrom || key.validFrom <= at) &&
    (!key.validUntil || at <= key.validUntil)
  );
}
