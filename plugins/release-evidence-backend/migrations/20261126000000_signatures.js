// @ts-check

/**
 * What verifying each signed document found out, once for each set of trust
 * roots and keys. A row without facts waits to be verified.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('signature_facts', table => {
    table.string('document', 71).notNullable().comment('sha256:<hex>');
    table.string('trust', 71).notNullable().comment('Hash of roots and keys');
    table.string('format', 24).notNullable();
    table.text('facts').nullable().comment('JSON, one for each statement');
    table.integer('attempts').notNullable();
    table
      .timestamp('due_at', { precision: 3 })
      .nullable()
      .comment('Null once verified');
    table.timestamp('verified_at', { precision: 3 }).nullable();
    table.primary(['document', 'trust']);
  });
  await knex.raw(
    'CREATE INDEX signature_facts_due_idx ON signature_facts (due_at) WHERE due_at IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('signature_facts');
};
