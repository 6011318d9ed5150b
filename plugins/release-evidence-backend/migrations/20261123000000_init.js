// @ts-check

/**
 * Three layers, from what cannot be made again to what can: the inbox
 * (deliveries as received), the evidence read out of them (append-only), and
 * everything derived from it, which the rebuild may drop and fill anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createInbox(knex);
  await createEvidence(knex);
  await createReleases(knex);
  await createAssessments(knex);
};

/** @param {import('knex').Knex} knex */
async function createInbox(knex) {
  await knex.schema.createTable('deliveries', table => {
    table.comment('Webhook requests and uploads, kept as received');
    table.string('id', 36).primary().comment('UUIDv7, so newest sorts last');
    table.string('source').notNullable();
    table.string('type').nullable();
    table.string('status', 10).notNullable();
    table.timestamp('received_at', { precision: 3 }).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.timestamp('next_attempt_at', { precision: 3 }).notNullable();
    table.text('reason').nullable();
    table.text('error').nullable();
    table.text('headers').notNullable().comment('JSON, secrets left out');
    table.binary('body').notNullable();
    table.integer('body_size').notNullable();
    table.string('body_sha256', 64).notNullable();
    table.index(['source', 'id'], 'deliveries_source_idx');
  });
  // Almost every delivery is settled: only the few that are not are looked for.
  await knex.raw(
    `CREATE INDEX deliveries_pending_idx ON deliveries (next_attempt_at) WHERE status = 'pending'`,
  );
  await knex.raw(
    `CREATE INDEX deliveries_unsettled_idx ON deliveries (status, id) WHERE status <> 'done'`,
  );
  await knex.schema.createTable('delivery_events', table => {
    table.comment('Keys of events already received; a repeat is recognised');
    table.string('source').notNullable();
    table.string('event_key').notNullable();
    table.string('delivery_id', 36).notNullable();
    table.primary(['source', 'event_key']);
  });
  await knex.schema.createTable('source_rejections', table => {
    table.comment('All that is kept of requests that were refused');
    table.string('source').primary();
    table.timestamp('last_at', { precision: 3 }).notNullable();
    table.string('last_reason').notNullable();
    table.bigInteger('count').notNullable();
  });
}

/** @param {import('knex').Knex} knex */
async function createEvidence(knex) {
  await knex.schema.createTable('evidence', table => {
    table.comment('Observations, append-only');
    table.bigIncrements('seq');
    table.string('id', 40).notNullable().unique();
    table.string('class', 16).notNullable();
    table.string('kind', 32).notNullable();
    table.string('source').notNullable();
    table.string('delivery_id', 36).notNullable().index();
    table.string('subject', 140).nullable();
    table.timestamp('occurred_at', { precision: 3 }).notNullable();
    table.string('time_basis', 8).notNullable();
    table.timestamp('received_at', { precision: 3 }).notNullable();
    table.text('observation').notNullable().comment('Canonical JSON');
  });
  await knex.schema.createTable('evidence_identifiers', table => {
    table.comment('What each record names, to find it again');
    table.text('identifier').notNullable();
    table.bigInteger('evidence_seq').notNullable();
    table.primary(['identifier', 'evidence_seq']);
  });
  await knex.schema.createTable('tag_moves', table => {
    table.comment('Which digest a tag pointed at from when on');
    table.text('name').notNullable();
    table.text('tag').notNullable();
    table.timestamp('at', { precision: 3 }).notNullable();
    table.string('digest', 140).notNullable().comment('Empty once deleted');
    table.bigInteger('evidence_seq').notNullable();
    table.primary(['name', 'tag', 'at', 'digest']);
    table.index(['digest']);
  });
  await knex.schema.createTable('tag_mentions', table => {
    table.comment('Records that name an artifact by its tag alone');
    table.text('name').notNullable();
    table.text('tag').notNullable();
    table.timestamp('at', { precision: 3 }).notNullable();
    table.bigInteger('evidence_seq').notNullable();
    table.primary(['name', 'tag', 'at', 'evidence_seq']);
  });
}

/** @param {import('knex').Knex} knex */
async function createReleases(knex) {
  await knex.schema.createTable('components', table => {
    table.comment('What the catalog says, as far as releases need it');
    table.string('ref').primary();
    table.text('facts').notNullable().comment('JSON');
  });
  await knex.schema.createTable('component_names', table => {
    table.string('kind', 12).notNullable().comment('artifact or repository');
    table.string('name', 512).notNullable();
    table.string('component').notNullable();
    table.primary(['kind', 'name', 'component']);
    table.index(['component']);
  });
  await knex.schema.createTable('component_relations', table => {
    table.comment('Owners, systems and so on, to select components by');
    table.string('component').notNullable();
    table.string('relation', 16).notNullable();
    table.string('target').notNullable();
    table.primary(['component', 'relation', 'target']);
    table.index(['relation', 'target']);
  });
  await knex.schema.createTable('releases', table => {
    table.bigIncrements('id');
    table.string('component').notNullable();
    table.string('digest', 140).notNullable();
    table.timestamp('recorded_at', { precision: 3 }).notNullable();
    table
      .string('part_of', 140)
      .nullable()
      .comment('The index that lists this platform manifest');
    table.string('commit', 64).nullable();
    table.text('summary').nullable().comment('JSON');
    table.unique(['component', 'digest']);
    table.index(['component', 'recorded_at']);
    table.index(['recorded_at', 'id']);
  });
  await knex.schema.createTable('release_identifiers', table => {
    table.comment('Identifiers whose evidence a release depends on');
    table.text('identifier').notNullable();
    table
      .bigInteger('release_id')
      .notNullable()
      .references('id')
      .inTable('releases')
      .onDelete('CASCADE')
      .index();
    table.primary(['identifier', 'release_id']);
  });
}

/** @param {import('knex').Knex} knex */
async function createAssessments(knex) {
  await knex.schema.createTable('release_queue', table => {
    table.comment('Releases that must be scored again');
    table
      .bigInteger('release_id')
      .primary()
      .references('id')
      .inTable('releases')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.integer('attempts').notNullable();
    table.timestamp('due_at', { precision: 3 }).notNullable().index();
  });
  await knex.schema.createTable('assessments', table => {
    table
      .bigInteger('release_id')
      .notNullable()
      .references('id')
      .inTable('releases')
      .onDelete('CASCADE');
    table.string('environment').notNullable();
    table.string('level', 8).notNullable();
    table.integer('open_findings').notNullable();
    table.string('policy_version', 80).notNullable();
    table.string('fingerprint', 80).notNullable();
    table.timestamp('assessed_at', { precision: 3 }).notNullable();
    table.text('document').notNullable().comment('JSON');
    table.primary(['release_id', 'environment']);
  });
  await knex.schema.createTable('release_deployments', table => {
    table.comment('Where each release took effect, as its own evidence says');
    table
      .bigInteger('release_id')
      .notNullable()
      .references('id')
      .inTable('releases')
      .onDelete('CASCADE');
    table.string('component').notNullable();
    table.string('environment').notNullable();
    table.timestamp('deployed_at', { precision: 3 }).notNullable();
    table
      .timestamp('finished_at', { precision: 3 })
      .nullable()
      .comment('Set once it was taken back or made inactive');
    table.string('deployment').notNullable();
    table.string('digest', 140).notNullable();
    table.string('commit', 64).nullable();
    table.primary(['release_id', 'environment', 'deployment']);
    table.index(['component', 'environment', 'deployed_at']);
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'release_deployments',
    'assessments',
    'release_queue',
    'release_identifiers',
    'releases',
    'component_relations',
    'component_names',
    'components',
    'tag_mentions',
    'tag_moves',
    'evidence_identifiers',
    'evidence',
    'source_rejections',
    'delivery_events',
    'deliveries',
  ]) {
    await knex.schema.dropTable(table);
  }
};
