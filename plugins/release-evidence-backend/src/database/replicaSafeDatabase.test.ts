import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { guardMigrations } from './replicaSafeDatabase';

jest.setTimeout(120_000);

describe('guardMigrations', () => {
  const databases = TestDatabases.create();
  const config = {
    directory: resolvePackagePath(
      '@backstage/backend-defaults',
      'migrations/auth',
    ),
    tableName: 'keys__knex_migrations',
  };
  const LOCKS = 'keys__knex_migrations_lock';

  it.each(databases.eachSupportedId())(
    'lets replicas on an empty database migrate in turn, %s',
    async id => {
      const first = await databases.init(id);
      const replicas = id.startsWith('SQLITE')
        ? [first]
        : [1, 2, 3, 4, 5].map(() => createKnex(first.client.config));
      await Promise.all(
        replicas.map(knex => guardMigrations(knex).migrate.latest(config)),
      );
      expect(await first(LOCKS).select('is_locked')).toEqual([
        { is_locked: 0 },
      ]);
      expect(await first('keys__knex_migrations')).not.toHaveLength(0);
      await Promise.all(replicas.map(knex => knex.destroy()));
    },
  );

  it.each(
    databases.eachSupportedId().filter(([id]) => !id.startsWith('SQLITE')),
  )('frees a lock that a race left with two rows, %s', async id => {
    const knex = guardMigrations(await databases.init(id));
    await knex.migrate.latest(config);
    await knex(LOCKS).insert({ is_locked: 1 });
    await knex.migrate.latest(config);
    expect(await knex(LOCKS).select('is_locked')).toEqual([{ is_locked: 0 }]);
  });
});
