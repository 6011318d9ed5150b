import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isSqlite } from './dialect';
import { oneReplicaAtATime, START_LOCK } from './replicaLock';

const PACKAGE = 'backstage-plugin-release-evidence-backend';

/** Opens the plugin's database and brings its tables up to date. */
export async function connect(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (isSqlite(knex)) {
    await configureSqlite(knex);
  }
  if (!database.migrations?.skip) {
    await migrate(knex);
  }
  return knex;
}

/** The folder of the plugin's migrations. */
export function migrationsDirectory(): string {
  return resolvePackagePath(PACKAGE, 'migrations');
}

/**
 * When several replicas boot on an empty database, knex's migrations race: its
 * lock table is made twice, or is found locked, and all but one replica fail to
 * start. One that is killed while it migrates leaves knex's own lock behind for
 * ever; whoever holds ours knows that a lock of knex's is a dead replica's.
 */
async function migrate(knex: Knex): Promise<void> {
  await oneReplicaAtATime(knex, START_LOCK, async () => {
    const config = { directory: migrationsDirectory() };
    await knex.migrate.forceFreeMigrationsLock(config);
    await knex.migrate.latest(config);
  });
}

/**
 * With a write-ahead log, readers do not wait for the writer. `FULL` keeps the
 * promise that a delivery is durable before it is answered.
 */
async function configureSqlite(knex: Knex): Promise<void> {
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = FULL');
  await knex.raw('PRAGMA foreign_keys = ON');
}
