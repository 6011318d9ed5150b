import type { Knex } from 'knex';

/** A connection or a transaction. */
export type Queryable = Knex | Knex.Transaction;

export function isSqlite(knex: Queryable): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * The largest number of values that one statement may bind. PostgreSQL counts
 * them in 16 bits; SQLite's limit is 32766.
 */
export const MAX_BINDINGS = 30_000;

/** SQLite takes the rows of an insert as so many selects, and no more. */
const MAX_INSERTED_ROWS = 500;

/**
 * Splits values to look for, or rows of several columns to insert, so that a
 * statement for a part stays within the databases' limits.
 */
export function chunked<T>(rows: T[], columns = 1): T[][] {
  const fitting = Math.max(1, Math.floor(MAX_BINDINGS / columns));
  const size = columns === 1 ? fitting : Math.min(fitting, MAX_INSERTED_ROWS);
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += size) {
    chunks.push(rows.slice(start, start + size));
  }
  return chunks;
}

/**
 * Lets a worker take rows that no other worker is taking. SQLite has one
 * writer at a time and needs no lock, and knows no such clause.
 */
export function skipLocked(
  query: Knex.QueryBuilder,
  knex: Queryable,
): Knex.QueryBuilder {
  return isSqlite(knex) ? query : query.forUpdate().skipLocked();
}
