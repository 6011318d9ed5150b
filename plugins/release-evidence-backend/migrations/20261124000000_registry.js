// @ts-check

/**
 * What registries are still to be asked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('registry_tasks', table => {
    table.comment('What registries are to be asked, once for each reference');
    table.string('kind', 8).notNullable().comment('resolve or inspect');
    table.string('name', 512).notNullable();
    table.string('reference', 140).notNullable().comment('A tag or a digest');
    table
      .integer('version')
      .notNullable()
      .comment('Counts how often it was asked for');
    table.integer('round').notNullable().comment('How often it was done since');
    table.integer('attempts').notNullable();
    table
      .timestamp('due_at', { precision: 3 })
      .nullable()
      .index()
      .comment('Null once given up');
    table.timestamp('given_up_at', { precision: 3 }).nullable();
    table.text('error').nullable();
    table.primary(['kind', 'name', 'reference']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('registry_tasks');
};
