import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import createKnex, { Knex } from 'knex';
import { PlannedDelivery, planDeliveries } from './deliveries';
import { SECRET, ServerProcess } from './server-process';

/*
 * The promise: what was answered with 202 is there, once, whatever happens to
 * the process. The same deliveries are sent to a server that is left alone and
 * to one that is killed twenty times; a sender repeats what was not answered,
 * as senders do. In the end both have the same deliveries, evidence, releases
 * and scores.
 */

const DELIVERIES = Number(process.env.DURABILITY_DELIVERIES ?? 5000);
const KILLS = Number(process.env.DURABILITY_KILLS ?? 20);
const SENDERS = 20;
const POSTGRES = process.env.DURABILITY_POSTGRES;

const deliveries = planDeliveries(DELIVERIES);

interface Place {
  server: object;
  open(): Knex;
  clean(): Promise<void>;
}

function sqlitePlace(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'durability-sqlite-'));
  return {
    server: { client: 'better-sqlite3', connection: { directory: folder } },
    open: () =>
      createKnex({
        client: 'better-sqlite3',
        connection: { filename: path.join(folder, 'release-evidence.sqlite') },
        useNullAsDefault: true,
      }),
    clean: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function postgresPlace(name: string): Place {
  const prefix = `durability_${process.pid}_${name}_`;
  const database = `${prefix}release-evidence`;
  const at = (path_: string) => {
    const url = new URL(POSTGRES!);
    url.pathname = `/${path_}`;
    return url.toString();
  };
  return {
    server: { client: 'pg', prefix, connection: at('postgres') },
    open: () => createKnex({ client: 'pg', connection: at(database) }),
    clean: async () => {
      const knex = createKnex({ client: 'pg', connection: at('postgres') });
      for (const plugin of ['release-evidence']) {
        await knex.raw(`DROP DATABASE IF EXISTS ?? WITH (FORCE)`, [
          `${prefix}${plugin}`,
        ]);
      }
      await knex.destroy();
    },
  };
}

/** Sends until the answer is 202, as long as it takes. */
async function sendUntilAccepted(
  server: ServerProcess,
  { id, event, payload }: PlannedDelivery,
): Promise<void> {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const deadline = Date.now() + 60_000;
  for (;;) {
    assert.ok(
      Date.now() < deadline,
      `${id} was not accepted in a minute:\n${server.lastOutput}`,
    );
    try {
      const response = await fetch(server.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': id,
          'x-hub-signature-256': `sha256=${signature}`,
        },
      });
      await response.arrayBuffer();
      if (response.status === 202) {
        return;
      }
      assert.ok(
        response.status >= 500 || response.status === 404,
        `${id} was answered ${response.status}`,
      );
    } catch (error) {
      if (error instanceof assert.AssertionError) {
        throw error;
      }
      // Refused or cut off: the server is down or was killed meanwhile.
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Sends everything; kills and restarts the server as often as told. */
async function deliverAll(server: ServerProcess, kills: number): Promise<void> {
  let next = 0;
  let accepted = 0;
  let killed = 0;
  let restarting: Promise<void> | undefined;
  const restart = async () => {
    killed += 1;
    await server.end('SIGKILL');
    server.start();
    restarting = undefined;
  };
  const sender = async () => {
    while (next < deliveries.length) {
      const delivery = deliveries[next];
      next += 1;
      await sendUntilAccepted(server, delivery);
      accepted += 1;
      const due = ((killed + 1) * deliveries.length) / (kills + 1);
      if (killed < kills && accepted >= due && !restarting) {
        restarting = restart();
        await restarting;
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  assert.equal(killed, kills);
}

async function drained(knex: Knex, server: ServerProcess): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const [pending] = await knex('deliveries')
      .where({ status: 'pending' })
      .count({ n: '*' });
    const [queued] = await knex('release_queue').count({ n: '*' });
    if (Number(pending.n) === 0 && Number(queued.n) === 0) {
      return;
    }
    assert.ok(server.alive, `The server died:\n${server.lastOutput}`);
    assert.ok(Date.now() < deadline, `Not drained:\n${server.lastOutput}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** All that must be the same, without what tells only when it was done. */
async function contents(knex: Knex) {
  const keys = await knex('delivery_events')
    .orderBy('event_key')
    .pluck('event_key');
  const statuses = await knex('deliveries')
    .groupBy('status')
    .select('status')
    .count({ n: '*' });
  const evidence = await knex('evidence').orderBy('id').pluck('id');
  const releases: {
    component: string;
    digest: string;
    commit: string;
    summary: string;
  }[] = await knex('releases')
    .orderBy(['component', 'digest'])
    .select('component', 'digest', 'commit', 'summary');
  const assessments: { digest: string; document: string }[] = await knex(
    'assessments',
  )
    .join('releases', 'releases.id', 'assessments.release_id')
    .orderBy(['component', 'digest', 'environment'])
    .select('digest', 'document');
  return {
    keys,
    statuses: statuses.map(({ status, n }) => [status, Number(n)]),
    evidence,
    releases,
    assessments: assessments.map(({ digest, document }) => ({
      digest,
      ...JSON.parse(document),
      assessedAt: undefined,
    })),
  };
}

async function play(place: Place, kills: number) {
  const server = await ServerProcess.create(place.server);
  try {
    server.start();
    await deliverAll(server, kills);
    const knex = place.open();
    await drained(knex, server);
    await server.end('SIGTERM');
    const result = await contents(knex);
    await knex.destroy();
    return result;
  } finally {
    await server.dispose();
    await place.clean();
  }
}

describe(`${DELIVERIES} deliveries, the process killed ${KILLS} times`, () => {
  const compare = async (place: (name: string) => Place) => {
    const undisturbed = await play(place('calm'), 0);
    assert.equal(undisturbed.keys.length, DELIVERIES);
    assert.deepEqual(undisturbed.statuses, [['done', DELIVERIES]]);
    assert.equal(undisturbed.releases.length, DELIVERIES / 10);
    const killed = await play(place('killed'), KILLS);
    assert.deepEqual(killed, undisturbed);
  };

  it('loses nothing on SQLite', { timeout: 600_000 }, () =>
    compare(() => sqlitePlace()),
  );

  it(
    'loses nothing on PostgreSQL',
    {
      timeout: 600_000,
      skip: POSTGRES ? false : 'DURABILITY_POSTGRES is not set',
    },
    () => compare(postgresPlace),
  );
});

describe('three replicas on an empty database', () => {
  it(
    'start together, and share the work',
    {
      timeout: 300_000,
      skip: POSTGRES ? false : 'DURABILITY_POSTGRES is not set',
    },
    async () => {
      const place = postgresPlace('replicas');
      const servers = await Promise.all(
        [1, 2, 3].map(() => ServerProcess.create(place.server)),
      );
      after(() => Promise.all(servers.map(server => server.dispose())));
      try {
        servers.forEach(server => server.start());
        const some = deliveries.slice(0, 600);
        await Promise.all(
          some.map((delivery, n) =>
            sendUntilAccepted(servers[n % 3], delivery),
          ),
        );
        await Promise.all(
          some.map((delivery, n) =>
            sendUntilAccepted(servers[(n + 1) % 3], delivery),
          ),
        );
        servers.forEach(server =>
          assert.ok(server.alive, `A replica died:\n${server.lastOutput}`),
        );
        const knex = place.open();
        await drained(knex, servers[0]);
        const result = await contents(knex);
        await knex.destroy();
        assert.deepEqual(result.statuses, [['done', some.length]]);
        assert.equal(result.releases.length, some.length / 10);
      } finally {
        await Promise.all(servers.map(server => server.dispose()));
        await place.clean();
      }
    },
  );
});
