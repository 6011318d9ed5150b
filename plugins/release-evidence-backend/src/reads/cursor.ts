import { InputError } from '@backstage/errors';

/** A place in a list, opaque to callers. */
export function encodeCursor(place: (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws InputError for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): (string | number)[] {
  try {
    const place: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    if (
      Array.isArray(place) &&
      place.every(part => ['string', 'number'].includes(typeof part))
    ) {
      return place;
    }
  } catch {
    // Falls through: what cannot be read is no cursor of ours.
  }
  throw new InputError(
    'cursor: not one that this API gave; start again without a cursor',
  );
}
