import type { z } from 'zod';

/*
 * A misspelt field that may be left out would be left out in silence: a
 * deployment without its `digset` is one that names no digest. Names that are
 * near to a field which is missing are refused; all other names are let through.
 */

interface ObjectSchema {
  shape: Record<string, z.ZodType>;
}

/** A field that looks like one of the schema; undefined when all is well. */
export function findMisspelling(
  schema: z.ZodType,
  value: unknown,
): string | undefined {
  const { shape } = unwrapped(schema) as Partial<ObjectSchema>;
  if (!shape || !isRecord(value)) {
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (Object.hasOwn(shape, key)) {
      const found = findMisspelling(shape[key], inner);
      if (found) {
        return `${key}.${found}`;
      }
      continue;
    }
    const meant = Object.keys(shape).find(
      field => !Object.hasOwn(value, field) && isNear(key, field),
    );
    if (meant) {
      return `${key}: not a field of this event; write ${meant}`;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** What stands inside of optional and nullable. */
function unwrapped(schema: z.ZodType): unknown {
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType ? unwrapped(innerType) : schema;
}

function isNear(key: string, field: string): boolean {
  const letters = (word: string) => word.toLowerCase().replace(/[-_]/g, '');
  const allowed = field.length < 3 ? 0 : 1 + Number(field.length > 7);
  return (
    Math.abs(key.length - field.length) <= 3 &&
    editDistance(letters(key), letters(field)) <= allowed
  );
}

/** Letters added, left out, replaced, or exchanged with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const exchanged =
        row > 1 &&
        column > 1 &&
        a[row - 1] === b[column - 2] &&
        a[row - 2] === b[column - 1]
          ? rows[row - 2][column - 2] + 1
          : Infinity;
      rows[row][column] = Math.min(
        rows[row - 1][column] + 1,
        rows[row][column - 1] + 1,
        rows[row - 1][column - 1] + same,
        exchanged,
      );
    }
  }
  return rows[a.length][b.length];
}
