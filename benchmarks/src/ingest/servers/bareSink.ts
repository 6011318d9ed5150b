import express from 'express';
import knexFactory from 'knex';
import { answerControl, endWith } from './control';
import { createSink } from './sink';

/** The sink alone, in an application of its own. */
async function main(): Promise<void> {
  const { port, secret, connection, pool } = JSON.parse(process.argv[2]);
  const knex = knexFactory({ client: 'pg', connection, pool });
  const app = express();
  app.use(await createSink(knex, secret));
  app.listen(port, '127.0.0.1', answerControl);
}

main().catch(endWith);
