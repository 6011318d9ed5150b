import { createHash, hash } from 'node:crypto';
import {
  ArtifactName,
  Digest,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import type { Answer } from './httpExchange';
import { RegistryError } from './registryError';

/** `Link: </v2/…?n=…&last=…>; rel="next"` (distribution spec, listing referrers). */
export function nextPage({ headers }: Answer): string | undefined {
  const header = [headers.link ?? []].flat().join(', ');
  return /<([^<>]*)>\s*;\s*rel="?next"?/.exec(header)?.[1];
}

/** The type without its parameters. */
export function mediaTypeOf({ headers }: Answer): string {
  return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** The digest of what came, which is neither other than asked nor than said. */
export function provenDigest(
  { body, headers }: Answer,
  name: ArtifactName,
  asked: Digest | undefined,
): Digest {
  const header = headers['docker-content-digest'];
  const said = parseDigest(header);
  if (header !== undefined && !said) {
    throw new RegistryError(`${name}: Docker-Content-Digest is no digest`, {
      lasting: true,
    });
  }
  if (asked) {
    refuseOtherBytes(body, asked, name);
  }
  if (said) {
    refuseOtherBytes(body, said, name);
  }
  return asked ?? said ?? `sha256:${hash('sha256', body)}`;
}

/** Refuses bytes that are not those of the digest. */
export function refuseOtherBytes(
  bytes: Buffer,
  digest: Digest,
  name: ArtifactName,
): void {
  const [algorithm, hex] = digest.split(':');
  if (createHash(algorithm).update(bytes).digest('hex') !== hex) {
    throw new RegistryError(
      `${name}: the registry's bytes are not those of ${digest}`,
      { lasting: true },
    );
  }
}

/** Refuses every answer but a success. */
export function refuseFailure(
  { status, headers, url }: Answer,
  what: string,
): void {
  if (status === 200) {
    return;
  }
  throw new RegistryError(`${url.host} answered ${status} for ${what}`, {
    retryAfterMs: retryAfterMs(headers['retry-after']),
  });
}

const MAX_WAIT_MS = 3_600_000;

function retryAfterMs(header: string | undefined): number | undefined {
  return /^\d{1,9}$/.test(header ?? '')
    ? Math.min(Number(header) * 1000, MAX_WAIT_MS)
    : undefined;
}
