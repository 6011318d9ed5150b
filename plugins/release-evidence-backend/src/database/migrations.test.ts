import { TestDatabases } from '@backstage/backend-test-utils';
import { connect, migrationsDirectory } from './connect';

jest.setTimeout(120_000);

const TABLES = [
  'assessments',
  'component_names',
  'component_relations',
  'components',
  'deliveries',
  'delivery_events',
  'document_pieces',
  'documents',
  'evidence',
  'evidence_identifiers',
  'registry_tasks',
  'release_deployments',
  'release_identifiers',
  'release_queue',
  'releases',
  'source_rejections',
  'tag_mentions',
  'tag_moves',
];

describe('migrations', () => {
  const databases = TestDatabases.create();

  it.each(databases.eachSupportedId())('go up and down, %s', async id => {
    const knex = await databases.init(id);
    const directory = migrationsDirectory();
    await knex.migrate.latest({ directory });
    for (const table of TABLES) {
      expect(await knex.schema.hasTable(table)).toBe(true);
    }
    await knex('deliveries').insert({
      id: '1',
      source: 'github',
      status: 'pending',
      received_at: new Date(),
      next_attempt_at: new Date(),
      headers: '{}',
      body: Buffer.from('{}'),
      body_size: 2,
      body_sha256: '',
    });
    await knex.migrate.rollback({ directory }, true);
    for (const table of TABLES) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await knex.destroy();
  });

  it.each(databases.eachSupportedId())(
    'run once when replicas start together, and after one died half-way, %s',
    async id => {
      const knex = await databases.init(id);
      const start = () => connect({ getClient: async () => knex });
      if (!id.startsWith('SQLITE')) {
        await Promise.all([start(), start(), start()]);
      } else {
        await start();
      }
      await knex('knex_migrations_lock').update({ is_locked: 1 });
      await start();
      expect(await knex.schema.hasTable('deliveries')).toBe(true);
      await knex.destroy();
    },
  );
});
