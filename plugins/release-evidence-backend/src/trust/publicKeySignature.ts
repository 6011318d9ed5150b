import { constants, KeyObject, publicDecrypt, verify } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist';
import { UnverifiableSignature } from './verdicts';

/*
 * Signatures by a bare public key
 *
 * ECDSA signatures come in two encodings, and nothing says in which: DER, as
 * Sigstore writes, and r and s one behind the other (IEEE P1363), as the DSSE
 * specification's own vector and Google do. Neither can be mistaken for the
 * other and verify, so both are tried. The hash is that of the curve, or
 * SHA-256, which cosign took for every curve until its version 3.
 *
 * A signature over a file whose digest alone is known is verified from that
 * digest. Node's own functions always hash first, which is why a library for
 * elliptic curves is here.
 */

const CURVES: Record<string, { hash: HashName; curve: typeof p256 }> = {
  prime256v1: { hash: 'sha256', curve: p256 },
  secp384r1: { hash: 'sha384', curve: p384 },
  secp521r1: { hash: 'sha512', curve: p521 },
};

type HashName = 'sha256' | 'sha384' | 'sha512';

/** Whether the key made this signature over these bytes. */
export function signsBytes(
  key: KeyObject,
  bytes: Buffer,
  signature: Buffer,
): boolean {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return holds(() => verify(null, bytes, key, signature));
    case 'rsa':
      return [
        constants.RSA_PKCS1_PADDING,
        constants.RSA_PKCS1_PSS_PADDING,
      ].some(padding =>
        holds(() => verify('sha256', bytes, { key, padding }, signature)),
      );
    default: {
      const { hash } = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
      return [...new Set([hash, 'sha256'])].some(algorithm =>
        (['der', 'ieee-p1363'] as const).some(dsaEncoding =>
          holds(() =>
            verify(algorithm, bytes, { key, dsaEncoding }, signature),
          ),
        ),
      );
    }
  }
}

function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/**
 * Whether the key signed the file with this digest.
 *
 * @throws UnverifiableSignature - for keys that sign the file and not its digest
 */
export function signsDigest(
  key: KeyObject,
  algorithm: HashName,
  digest: Buffer,
  signature: Buffer,
): boolean {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return holds(() => rsaSignsDigest(key, algorithm, digest, signature));
    case 'ec':
      return holds(() => ecSignsDigest(key, digest, signature));
    default:
      throw new UnverifiableSignature(
        'A key of this kind signs the file itself, of which only the digest is here.',
      );
  }
}

function ecSignsDigest(
  key: KeyObject,
  digest: Buffer,
  signature: Buffer,
): boolean {
  const { curve } = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  const { x, y } = key.export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(String(x), 'base64url'),
    Buffer.from(String(y), 'base64url'),
  ]);
  return (['der', 'compact'] as const).some(format =>
    holds(() =>
      curve.verify(signature, digest, point, {
        prehash: false,
        lowS: false,
        format,
      }),
    ),
  );
}

/** What RFC 8017, 9.2 puts before the digest. */
const DIGEST_INFO: Record<HashName, string> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

function rsaSignsDigest(
  key: KeyObject,
  algorithm: HashName,
  digest: Buffer,
  signature: Buffer,
): boolean {
  const signed = publicDecrypt(
    { key, padding: constants.RSA_PKCS1_PADDING },
    signature,
  );
  const expected = Buffer.from(DIGEST_INFO[algorithm], 'hex');
  return signed.equals(Buffer.concat([expected, digest]));
}
