import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  DeliveryCounts,
  DeliveryDetail,
  DeliverySummary,
  Health,
  Page,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import request, { Response } from 'supertest';
import {
  deliverGithub,
  deliverRegistry,
  eventually,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import { expectDescribed } from '../__testUtils__/openapi';
import { digestOf } from '../__testUtils__/payloads';
import { BASE, startPlugin, testConfig } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

const query = (given: Record<string, string>) =>
  `/deliveries?${new URLSearchParams(given)}`;

describe.each(databases.eachSupportedId())('the inbox on %s', databaseId => {
  let knex: Knex;
  let server: Server;
  let stop: () => Promise<void>;

  const start = async (options?: Parameters<typeof startPlugin>[0]) => {
    ({ server, stop } = await startPlugin({ knex, ...options }));
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await start();
  });
  afterEach(() => stop());

  const post = async (path: string, body: object): Promise<Response> => {
    const response = await request(server)
      .post(`${BASE}${path}`)
      .set('authorization', mockCredentials.user.header())
      .send(body);
    expectDescribed('POST', path, response.status, response.body);
    return response;
  };

  const listed = async (given: Record<string, string> = {}) =>
    (await read<Page<DeliverySummary>>(server, query(given))).items;

  const settled = (count: number) =>
    eventually(async () => {
      const items = await listed({ limit: '100' });
      return (
        items.length === count &&
        items.every(({ status }) => status !== 'pending') &&
        items
      );
    });

  /** As they would be after eight attempts that failed. */
  const bury = (ids: string[], error: string) =>
    knex('deliveries')
      .whereIn('id', ids)
      .update({ status: 'dead', attempts: 8, error });

  const pushed = (name: string) =>
    deliverRegistry(server, [pushEvent({ digest: digestOf(name), tag: name })]);

  describe('GET /deliveries', () => {
    it('is narrowed by status, source, type and text', async () => {
      await deliverGithub(server, 'ping', {});
      await deliverGithub(server, 'push', { ref: 7 });
      await pushed('a');
      await settled(3);
      const typesOf = async (given: Record<string, string>) =>
        (await listed(given)).map(({ source, type }) => `${source} ${type}`);

      expect(await typesOf({ status: 'ignored' })).toEqual([
        'github push',
        'github ping',
      ]);
      expect(await typesOf({ source: 'registry' })).toHaveLength(1);
      expect(await typesOf({ type: 'ping' })).toEqual(['github ping']);
      expect(await typesOf({ text: 'REF' })).toEqual(['github push']);
      expect(await typesOf({ text: '%' })).toEqual([]);
      expect(await typesOf({ source: 'github', status: 'done' })).toEqual([]);
    });

    it('finds a text in an error', async () => {
      await pushed('a');
      const [{ id }] = await settled(1);
      await bury([id], 'The store_is 100% full!');
      for (const text of ['the STORE_is', '100% full!']) {
        expect(await listed({ text })).toHaveLength(1);
      }
      expect(await listed({ text: 'storeXis' })).toEqual([]);
    });

    it('is narrowed by time', async () => {
      await pushed('a');
      const [{ receivedAt }] = await settled(1);
      const around = (ms: number) =>
        new Date(Date.parse(receivedAt) + ms).toISOString();
      expect(
        await listed({ from: around(-60_000), to: around(60_000) }),
      ).toHaveLength(1);
      expect(await listed({ to: around(-60_000) })).toEqual([]);
      expect(await listed({ from: around(60_000) })).toEqual([]);
    });

    it.each([
      ['from', 'yesterday'],
      ['to', '2026-10-01'],
      ['text', 'x'.repeat(201)],
    ])('refuses %s=%s', async (name, value) => {
      const response = await request(server)
        .get(`${BASE}${query({ [name]: value })}`)
        .set('authorization', mockCredentials.user.header());
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(name);
    });
  });

  it('counts what may need somebody', async () => {
    await deliverGithub(server, 'ping', {});
    await pushed('a');
    await pushed('b');
    const items = await settled(3);
    await bury(
      items.filter(({ source }) => source === 'registry').map(({ id }) => id),
      'x',
    );
    expect(await read<DeliveryCounts>(server, '/deliveries/counts')).toEqual({
      counts: [
        { source: 'github', status: 'ignored', count: 1 },
        { source: 'registry', status: 'dead', count: 2 },
      ],
      upTo: 1000,
    });
  });

  it('shows the releases that a delivery speaks of', async () => {
    await pushed('a');
    const [{ id }] = await settled(1);
    const detail = await eventually(async () => {
      const current = await read<DeliveryDetail>(server, `/deliveries/${id}`);
      return current.releases.length > 0 && current;
    });
    expect(detail.releases).toEqual([
      { component: 'component:default/payments', digest: digestOf('a') },
    ]);
    expect(detail.imported).toBeNull();
  });

  describe('POST /deliveries/replay', () => {
    it('replays the dead ones of a source, and no others', async () => {
      await pushed('a');
      await pushed('b');
      await deliverGithub(server, 'ping', {});
      const items = await settled(3);
      await bury(
        items.map(({ id }) => id),
        'The store was full',
      );
      const response = await post('/deliveries/replay', {
        status: 'dead',
        source: 'registry',
      });
      expect(response.status).toBe(202);
      expect(response.body).toEqual({ replayed: 2 });
      await eventually(
        async () =>
          (await listed({ source: 'registry', status: 'done' })).length === 2,
      );
      expect(await listed({ status: 'dead' })).toEqual([
        expect.objectContaining({
          source: 'github',
          error: 'The store was full',
        }),
      ]);
    });

    it('replays those that are named', async () => {
      await pushed('a');
      await pushed('b');
      const items = await settled(2);
      await bury(
        items.map(({ id }) => id),
        'x',
      );
      const response = await post('/deliveries/replay', {
        ids: [items[0].id, randomUUID()],
      });
      expect(response.body).toEqual({ replayed: 1 });
      await eventually(
        async () => (await listed({ status: 'done' })).length === 1,
      );
    });

    it('goes on where it stopped', async () => {
      await pushed('a');
      const [first] = await settled(1);
      const row = await knex('deliveries').where({ id: first.id }).first();
      const copies = Array.from({ length: 1000 }, (_, n) => ({
        ...row,
        id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
        status: 'dead',
      }));
      await knex.batchInsert('deliveries', copies, 50);
      await bury([first.id], 'x');
      const all = { status: 'dead', source: 'registry' };
      const response = await post('/deliveries/replay', all);
      expect(response.body).toEqual({
        replayed: 1000,
        nextCursor: expect.any(String),
      });
      const rest = await post('/deliveries/replay', {
        ...all,
        cursor: response.body.nextCursor,
      });
      expect(rest.body).toEqual({ replayed: 1 });
    });

    it.each([
      [{}, /status, source or ids/],
      [{ cursor: 'abc' }, /status, source or ids/],
      [{ status: 'lost' }, /status/],
      [{ ids: [] }, /ids/],
      [{ ids: ['7'] }, /ids\.0/],
      [{ state: 'dead' }, /state/],
    ])('refuses %j', async (body, message) => {
      const response = await post('/deliveries/replay', body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(message);
    });

    it('refuses what is no JSON', async () => {
      const response = await request(server)
        .post(`${BASE}/deliveries/replay`)
        .set('authorization', mockCredentials.user.header())
        .set('content-type', 'application/json')
        .send('{"status": "de');
      expect(response.status).toBe(400);
      expect(response.body.error.message).toBe('The body is no JSON document');
    });
  });

  describe('GET /health', () => {
    const healthOf = async (id: string) =>
      (await read<Health>(server, '/health')).sources.find(
        source => source.id === id,
      );

    /** Deliveries of the registry that came so many minutes ago. */
    const receivedAgo = async (...minutes: number[]) => {
      for (const age of minutes) {
        await pushed(`${age} minutes`);
      }
      const items = await settled(minutes.length);
      for (const [index, { id }] of items.reverse().entries()) {
        await knex('deliveries')
          .where({ id })
          .update({
            received_at: new Date(Date.now() - minutes[index] * 60_000),
          });
      }
    };

    it('calls a source silent that never delivered', async () => {
      expect(await healthOf('registry')).toMatchObject({
        status: 'silent',
        lastAcceptedAt: null,
        usualSilenceSeconds: null,
      });
    });

    it('calls a source silent that is quiet for longer than usual', async () => {
      await receivedAgo(300, 280, 260, 240, 220, 200);
      const health = await healthOf('registry');
      expect(health).toMatchObject({ status: 'silent' });
      expect(health!.usualSilenceSeconds).toBeCloseTo(1200, -1);
    });

    it('does not, when it is often quiet for as long', async () => {
      await receivedAgo(900, 800, 700, 600, 500, 200);
      expect(await healthOf('registry')).toMatchObject({ status: 'ok' });
    });

    it('names sources that left deliveries behind', async () => {
      await pushed('a');
      const [{ id }] = await settled(1);
      await bury([id], 'x');
      await stop();
      await start({ config: { ...testConfig, sources: {} } });
      expect(await healthOf('registry')).toMatchObject({
        status: 'not-served',
        reason: expect.stringContaining('no longer configured'),
        dead: 1,
      });
    });
  });

  it('lets nobody replay, import or count without permission', async () => {
    await stop();
    await start({
      features: [
        mockServices.permissions.mock({
          authorize: async queries =>
            queries.map(() => ({ result: AuthorizeResult.DENY })),
        }).factory,
      ],
    });
    const replay = await post('/deliveries/replay', { status: 'dead' });
    expect(replay.status).toBe(403);
    expect(replay.body.error.message).toContain('delivery.replay');
    const imported = await post('/deliveries/import', {});
    expect(imported.status).toBe(403);
    expect(imported.body.error.message).toContain('delivery.import');
    const counts = await request(server)
      .get(`${BASE}/deliveries/counts`)
      .set('authorization', mockCredentials.user.header());
    expect(counts.status).toBe(403);
  });
});
