import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';
import type { Knex } from 'knex';

/**
 * The least that a sink can do and still be one: the raw body, GitHub's
 * signature over it, one row, and 202 once the row is durable. It knows no
 * duplicates, no limits worth the name and no background, and it is what
 * somebody would write in an afternoon.
 */
export async function createSink(knex: Knex, secret: string): Promise<Router> {
  await knex.schema.createTable('deliveries', table => {
    table.bigIncrements('id');
    table.timestamp('received_at').notNullable().defaultTo(knex.fn.now());
    table.text('headers').notNullable();
    table.binary('body').notNullable();
    table.string('body_sha256', 64).notNullable();
  });

  const router = Router();
  router.post(
    '/webhooks/github',
    express.raw({ type: () => true, limit: '10mb' }),
    (request, response, next) => {
      const given = Buffer.from(request.get('x-hub-signature-256') ?? '');
      const expected = Buffer.from(
        `sha256=${createHmac('sha256', secret)
          .update(request.body)
          .digest('hex')}`,
      );
      if (
        given.length !== expected.length ||
        !timingSafeEqual(given, expected)
      ) {
        response.status(401).json({ error: 'The signature does not match' });
        return;
      }
      knex('deliveries')
        .insert({
          headers: JSON.stringify(request.headers),
          body: request.body,
          body_sha256: createHash('sha256').update(request.body).digest('hex'),
        })
        .then(() => response.status(202).json({ status: 'accepted' }), next);
    },
  );
  return router;
}
