import { Knex } from 'knex';
import { isSqlite } from './dialect';

/** Any numbers that nobody else locks by; the first spells "release evidence". */
export const START_LOCK = 0x7e1ea5ee;
export const MIGRATION_LOCK = START_LOCK + 1;

/**
 * Does what makes tables, one replica after the other. PostgreSQL's advisory
 * lock goes with its connection, also when the replica is killed. SQLite has
 * one process only.
 */
export async function oneReplicaAtATime(
  knex: Knex,
  lock: number,
  work: () => Promise<void>,
): Promise<void> {
  if (isSqlite(knex)) {
    await work();
    return;
  }
  await knex.transaction(async transaction => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [lock]);
    await work();
  });
}
