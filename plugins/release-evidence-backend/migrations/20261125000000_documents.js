// @ts-check

/**
 * Documents by the hash of their content. Their bytes are kept compressed, in
 * pieces that any database takes; a piece belongs to an upload, and only an
 * upload that came to its end is a document.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('documents', table => {
    table.string('digest', 71).primary().comment('sha256:<hex> of the bytes');
    table.string('upload_id', 36).notNullable();
    table.bigInteger('size').notNullable().comment('Bytes, uncompressed');
    table.bigInteger('stored_size').notNullable().comment('Bytes, compressed');
    table.timestamp('kept_at', { precision: 3 }).notNullable();
  });
  await knex.schema.createTable('document_pieces', table => {
    table.string('upload_id', 36).notNullable();
    table.integer('position').notNullable();
    table.binary('data').notNullable();
    table.timestamp('stored_at', { precision: 3 }).notNullable();
    table.primary(['upload_id', 'position']);
    table.index(['stored_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('document_pieces');
  await knex.schema.dropTable('documents');
};
