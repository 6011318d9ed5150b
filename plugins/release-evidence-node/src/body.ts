import { isUtf8 } from 'node:buffer';
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
  if (!isUtf8(body)) {
    throw new InputError('The body is no JSON document: it is not UTF-8.');
  }
  try {
    return JSON.parse(new TextDecoder().decode(body));
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
  const message = String(error);
  const [position] = /at position \d+/.exec(message) ?? [];
  if (position) {
    return `: it stops making sense ${position}`;
  }
  return message.includes('Unexpected end') ? ': it ends too early' : '';
}
