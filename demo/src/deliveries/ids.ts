import { createHash } from 'node:crypto';

/*
 * Every id in the stories derives from a name. The same start therefore gives
 * the same bytes on every machine, and a delivery that is sent twice is known
 * the second time.
 */

function hash(algorithm: 'sha1' | 'sha256', name: string): string {
  return createHash(algorithm).update(name).digest('hex');
}

/** A git commit or tree id. */
export function gitId(name: string): string {
  return hash('sha1', name);
}

export function digestOf(name: string): string {
  return `sha256:${hash('sha256', name)}`;
}

/** A number with so many digits, as forges count things. */
export function numberOf(name: string, digits = 9): number {
  const lowest = 10 ** (digits - 1);
  return (
    lowest + (parseInt(hash('sha256', name).slice(0, 12), 16) % (9 * lowest))
  );
}

/** An id in the form of a UUID. */
export function uuidOf(name: string): string {
  const hex = hash('sha256', name);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** GitHub's id of a node in its graph, in the older of its two forms. */
export function nodeIdOf(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64');
}
