import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isSqlite } from './dialect';

const PACKAGE = 'backstage-plugin-release-evidence-backend';

/** Any number that nobody else locks by; it spells "release evidence". */
const MIGRATION_LOCK = 0x7e1ea5ee;

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
 * Migrates under a lock of our own. When several replicas boot on an empty
 * database, knex's migrations race: its lock table is made twice, or is found
 * locked, and all but one replica fail to start. And a replica that is killed
 * while it migrates leaves knex's lock behind for ever. PostgreSQL's advisory
 * lock goes with its connection; whoever holds it knows that a lock of knex's
 * is a dead replica's. SQLite has one process only.
 */
async function migrate(knex: Knex): Promise<void> {
  const latest = async () => {
    const config = { directory: migrationsDirectory() };
    await knex.migrate.forceFreeMigrationsLock(config);
    await knex.migrate.latest(config);
  };
  if (isSqlite(knex)) {
    await latest();
    return;
  }
  await knex.transaction(async transaction => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await latest();
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
