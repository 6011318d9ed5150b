import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  DatabaseService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { isSqlite } from './dialect';
import { MIGRATION_LOCK, oneReplicaAtATime } from './replicaLock';

/*
 * Backstage's own services keep tables in each plugin's database and migrate
 * them without a lock of their own. When several replicas boot on an empty
 * database, knex's lock table is made twice: with two rows in it no replica can
 * ever take the lock, however often it is started again. A replica that is
 * killed while it migrates leaves the lock behind as well. A plugin cannot
 * mend that, since those services start before it; only the database service,
 * which all of them ask for their database, can.
 */

const IN_MEMORY = new ConfigReader({
  backend: { database: { client: 'better-sqlite3', connection: ':memory:' } },
});

/**
 * Backstage's database service, with the migrations of all plugins done by one
 * replica at a time, and freed of locks that dead replicas left. For portals of
 * several replicas: `backend.add(replicaSafeDatabase)`.
 *
 * @public
 */
export const replicaSafeDatabase = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
    rootLogger: coreServices.rootLogger,
  },
  async createRootContext({ config, rootLifecycle, rootLogger }) {
    return DatabaseManager.fromConfig(
      config.has('backend.database') ? config : IN_MEMORY,
      { rootLifecycle, rootLogger },
    );
  },
  async factory({ pluginMetadata, lifecycle, logger }, manager) {
    return withGuardedMigrations(
      manager.forPlugin(pluginMetadata.getId(), { lifecycle, logger }),
    );
  },
});

function withGuardedMigrations(database: DatabaseService): DatabaseService {
  let guarded: Promise<Knex> | undefined;
  return {
    migrations: database.migrations,
    getClient: () => {
      guarded ??= database.getClient().then(guardMigrations);
      return guarded.catch(error => {
        guarded = undefined;
        throw error;
      });
    },
  };
}

/** Makes `knex.migrate.latest` wait for its turn, whoever calls it. */
export function guardMigrations(knex: Knex): Knex {
  const migrate = Object.getOwnPropertyDescriptor(knex, 'migrate')?.get;
  if (isSqlite(knex) || !migrate) {
    return knex;
  }
  const migrator = (): Knex.Migrator => migrate.call(knex);
  return Object.defineProperty(knex, 'migrate', {
    configurable: true,
    get: () =>
      Object.assign(migrator(), {
        latest: async (config?: Knex.MigratorConfig) => {
          let result: unknown;
          await oneReplicaAtATime(knex, MIGRATION_LOCK, async () => {
            await migrator().forceFreeMigrationsLock(config);
            result = await migrator().latest(config);
          });
          return result;
        },
      }),
  });
}
