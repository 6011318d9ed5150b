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
const MAX_BINDINGS = 30_000;

/** Splits rows so that inserting a part stays within the databases' limits. */
export function chunked<T>(rows: T[], columns = 1): T[][] {
  const size = Math.max(1, Math.floor(MAX_BINDINGS / columns));
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
