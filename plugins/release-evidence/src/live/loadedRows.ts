import type { Page } from 'backstage-plugin-release-evidence-common';

/** The server gives no more in one page. */
const LARGEST_PAGE = 100;

export const PAGE_SIZE = 20;

/** How rows of a list are told apart, and in which order they stand. */
export interface RowOrder<T> {
  keyOf: (row: T) => string;
  /** The list has the greatest first. */
  placeOf: (row: T) => string;
}

/** How many rows to ask for, so that what is loaded is refreshed. */
export function refreshLimit(loaded: number): number {
  const pages = Math.max(1, Math.ceil(loaded / PAGE_SIZE));
  return Math.min(LARGEST_PAGE, pages * PAGE_SIZE);
}

/**
 * Puts the fresh beginning of a list over what is loaded already. Rows that are
 * older than everything fresh stay, so that the list has no gap however many
 * rows came in between; all others are as the fresh page says.
 */
export function refreshRows<T>(
  loaded: Page<T> | undefined,
  fresh: Page<T>,
  { keyOf, placeOf }: RowOrder<T>,
): Page<T> {
  if (!loaded || fresh.nextCursor === undefined || fresh.items.length === 0) {
    return fresh;
  }
  const oldest = placeOf(fresh.items[fresh.items.length - 1]);
  const known = new Set(fresh.items.map(keyOf));
  const older = loaded.items.filter(
    row => !known.has(keyOf(row)) && placeOf(row) <= oldest,
  );
  return older.length > 0
    ? withCursor([...fresh.items, ...older], loaded.nextCursor)
    : fresh;
}

/** Adds an older page to the end of what is loaded. */
export function appendRows<T>(
  loaded: Page<T>,
  older: Page<T>,
  { keyOf }: RowOrder<T>,
): Page<T> {
  const known = new Set(loaded.items.map(keyOf));
  return withCursor(
    [...loaded.items, ...older.items.filter(row => !known.has(keyOf(row)))],
    older.nextCursor,
  );
}

function withCursor<T>(items: T[], nextCursor: string | undefined): Page<T> {
  return nextCursor === undefined ? { items } : { items, nextCursor };
}
