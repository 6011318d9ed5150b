import type { Knex } from 'knex';
import { chunked, isSqlite, MAX_BINDINGS } from './dialect';

/** Rows that are known by keys, which another table keeps. */
export interface KeyedRows<K extends object, R extends { id: string }> {
  keys: {
    table: string;
    /** The columns that no two keys share. */
    unique: (keyof K & string)[];
    /** The column that names a key's row by its id. */
    names: keyof K & string;
    rows: K[];
  };
  rows: {
    table: string;
    /** PostgreSQL's type of each column. */
    types: Record<keyof R & string, string>;
    rows: R[];
  };
  /** Gives a connection up that does not answer, where it leads elsewhere. */
  timeoutMs: number;
}

/**
 * Inserts keys and rows in one commit: of the rows only those of which at
 * least one key was not there yet. Answers the ids of these.
 *
 * On PostgreSQL it is one statement, and so one round trip instead of four,
 * which is most of what a small insert costs on either side. SQLite cannot
 * write twice in one statement, and has no round trips to save.
 */
export async function insertKeyed<K extends object, R extends { id: string }>(
  knex: Knex,
  insert: KeyedRows<K, R>,
): Promise<Set<string>> {
  const { keys, rows } = insert;
  const bindings =
    keys.rows.length * width(keys.rows) + rows.rows.length * width(rows.rows);
  return isSqlite(knex) || bindings > MAX_BINDINGS
    ? inTransaction(knex, insert)
    : inOneStatement(knex, insert);
}

async function inOneStatement<K extends object, R extends { id: string }>(
  knex: Knex,
  { keys, rows, timeoutMs }: KeyedRows<K, R>,
): Promise<Set<string>> {
  const keyColumns = Object.keys(keys.rows[0]) as (keyof K)[];
  const columns = Object.keys(rows.types) as (keyof R & string)[];
  const list = (names: unknown[]) =>
    names.map(name => `"${String(name)}"`).join(', ');
  const marks = (count: number) => `(${Array(count).fill('?').join(', ')})`;
  // The types of the first row of VALUES are those of all.
  const typed = `(${columns.map(name => `?::${rows.types[name]}`).join(', ')})`;
  const values = [
    typed,
    ...rows.rows.slice(1).map(() => marks(columns.length)),
  ];
  const answer: { rows: { id: string }[] } = await knex
    .raw(
      `WITH fresh AS (
        INSERT INTO "${keys.table}" (${list(keyColumns)})
        VALUES ${keys.rows.map(() => marks(keyColumns.length)).join(', ')}
        ON CONFLICT (${list(keys.unique)}) DO NOTHING
        RETURNING "${keys.names}"
      )
      INSERT INTO "${rows.table}" (${list(columns)})
      SELECT * FROM (VALUES ${values.join(', ')}) AS candidate (${list(
        columns,
      )})
      WHERE candidate.id IN (SELECT "${keys.names}" FROM fresh)
      RETURNING id`,
      [
        ...keys.rows.flatMap(row => keyColumns.map(column => row[column])),
        ...rows.rows.flatMap(row => columns.map(column => row[column])),
      ] as Knex.RawBinding[],
    )
    .timeout(timeoutMs);
  return new Set(answer.rows.map(({ id }) => id));
}

async function inTransaction<K extends object, R extends { id: string }>(
  knex: Knex,
  { keys, rows }: KeyedRows<K, R>,
): Promise<Set<string>> {
  return knex.transaction(async transaction => {
    const fresh = new Set<string>();
    for (const chunk of chunked(keys.rows, width(keys.rows))) {
      const inserted: Record<string, string>[] = await transaction(keys.table)
        .insert(chunk)
        .onConflict(keys.unique)
        .ignore()
        .returning(keys.names);
      inserted.forEach(row => fresh.add(row[keys.names]));
    }
    const wanted = rows.rows.filter(({ id }) => fresh.has(id));
    for (const chunk of chunked(wanted, width(wanted))) {
      await transaction(rows.table).insert(chunk);
    }
    return fresh;
  });
}

function width(rows: object[]): number {
  return Object.keys(rows[0] ?? {}).length;
}
