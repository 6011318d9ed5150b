import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';

/**
 * Parses a JSON body whatever its content type says.
 *
 * @throws InputError that says what is wrong with it.
 * @public
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) {
    throw new InputError('The body is empty; a JSON document is expected.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new InputError(`The body is no JSON document${whereIn(error)}.`);
  }
}

/**
 * The SHA-256 of a body in hexadecimal, the key of senders that give none.
 *
 * @public
 */
export function bodyHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The parser's message quotes the body, which may hold secrets: only the place is kept. */
function whereIn(error: unknown): string {
  const position = /at position \d+( \(line \d+ column \d+\))?/.exec(
    String(error),
  );
  if (position) {
    return `: unexpected character ${position[0]}`;
  }
  return error instanceof TypeError
    ? ': it is not UTF-8'
    : ': it ends too early';
}
