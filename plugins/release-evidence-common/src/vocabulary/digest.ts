/**
 * A content digest as OCI writes it: `sha256:<64 hex>`, also `sha384:<96 hex>`
 * and `sha512:<128 hex>`, lower case (OCI image spec 1.1, descriptor, digests).
 *
 * @public
 */
export type Digest = string;

const HEX_LENGTH: Record<string, number> = {
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/**
 * Reads a digest strictly: an unknown algorithm, a wrong length or an upper
 * case letter is no digest. Senders are known to publish 40 hex digits behind
 * `sha256:`, and such a value names nothing.
 *
 * @public
 */
export function parseDigest(value: unknown): Digest | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const match = /^(sha256|sha384|sha512):([0-9a-f]+)$/.exec(value);
  return match && match[2].length === HEX_LENGTH[match[1]] ? value : undefined;
}

/**
 * The digest of the empty file. It is a real subject in published attestations
 * and must not join releases that have nothing else in common.
 *
 * @public
 */
export const EMPTY_FILE_DIGEST: Digest =
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * A digest short enough to read: `sha256:ab12cd34…9f`.
 *
 * @public
 */
export function shortDigest(digest: Digest): string {
  const [algorithm, hex = ''] = digest.split(':');
  return hex.length > 12
    ? `${algorithm}:${hex.slice(0, 8)}…${hex.slice(-2)}`
    : digest;
}
