import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connect } from '../database/connect';
import { isSqlite } from '../database/dialect';
import { DeliveryStore } from './deliveryStore';
import { insertDeliveries, storableKey } from './insertDeliveries';
import { IncomingDelivery, Intake } from './intake';

jest.setTimeout(120_000);

const NOW = new Date('2026-10-01T12:00:00Z');

const incoming = (
  keys: string[],
  change: Partial<IncomingDelivery> = {},
): IncomingDelivery => ({
  source: 'github',
  type: 'push',
  keys,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  receivedAt: NOW,
  ...change,
});

describe('Intake', () => {
  const databases = TestDatabases.create();

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let knex: Knex;
    let intake: Intake;
    let store: DeliveryStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await connect({ getClient: async () => knex });
      intake = new Intake(knex);
      store = new DeliveryStore(knex);
    });

    afterEach(() => knex.destroy());

    const stored = async () =>
      (await store.list({ limit: 1000 })).map(({ id }) => id);

    /** Holds the store up: nobody can write until what is returned is called. */
    const holdUp = async () => {
      const transaction = await knex.transaction();
      if (!isSqlite(knex)) {
        await transaction.raw('LOCK TABLE delivery_events IN EXCLUSIVE MODE');
      }
      return () => transaction.rollback();
    };

    it('keeps a delivery as it came', async () => {
      const body = Buffer.from([0, 255, 10, 13, 0x22]);
      const receipt = await intake.accept(incoming(['k'], { body }));
      const row = await store.get(receipt.delivery);
      expect(receipt.status).toBe('accepted');
      expect(Buffer.from(row.body)).toEqual(body);
      expect(row.body_sha256).toHaveLength(64);
      expect(row).toMatchObject({
        source: 'github',
        type: 'push',
        status: 'pending',
        attempts: 0,
      });
    });

    it('names the first delivery when a key comes again', async () => {
      const first = await intake.accept(incoming(['k']));
      const again = await intake.accept(incoming(['k']));
      expect(again).toEqual({
        delivery: first.delivery,
        status: 'duplicate',
      });
      expect(await stored()).toEqual([first.delivery]);
    });

    it('keeps apart the same key of two sources', async () => {
      await intake.accept(incoming(['k']));
      const other = await intake.accept(
        incoming(['k'], { source: 'registry' }),
      );
      expect(other.status).toBe('accepted');
    });

    it('accepts a delivery of which any event is new', async () => {
      await intake.accept(incoming(['a', 'b']));
      expect((await intake.accept(incoming(['b', 'a']))).status).toBe(
        'duplicate',
      );
      expect((await intake.accept(incoming(['b', 'c']))).status).toBe(
        'accepted',
      );
    });

    it('counts one of many that come at once', async () => {
      const receipts = await Promise.all(
        Array.from({ length: 60 }, () => intake.accept(incoming(['k']))),
      );
      const accepted = receipts.filter(({ status }) => status === 'accepted');
      expect(accepted).toHaveLength(1);
      expect(new Set(receipts.map(({ delivery }) => delivery)).size).toBe(1);
    });

    it('keeps all of many that come at once', async () => {
      const receipts = await Promise.all(
        Array.from({ length: 500 }, (_, n) =>
          intake.accept(incoming([`k${n}`])),
        ),
      );
      expect(new Set(await stored())).toEqual(
        new Set(receipts.map(({ delivery }) => delivery)),
      );
    });

    it('takes keys and types of any length and letters', async () => {
      const odd = ['\u0000', 'x'.repeat(5000), 'ключ', '\ud800', ''];
      const receipt = await intake.accept(
        incoming(odd, { type: `\u0000${'t'.repeat(900)}` }),
      );
      expect(receipt.status).toBe('accepted');
      expect((await intake.accept(incoming(odd))).status).toBe('duplicate');
    });

    it('tells the sender to come back when the store is gone', async () => {
      await knex.schema.renameTable('deliveries', 'gone');
      await expect(
        Promise.all([
          intake.accept(incoming(['a'])),
          intake.accept(incoming(['b'])),
        ]),
      ).rejects.toThrow(
        /^The store does not take deliveries \((42P01|SQLITE_ERROR)\)$/,
      );
      await knex.schema.renameTable('gone', 'deliveries');
      expect((await intake.accept(incoming(['a']))).status).toBe('accepted');
    });

    it('does not fail good deliveries for a bad one', async () => {
      const good = Array.from({ length: 5 }, (_, n) => incoming([`g${n}`]));
      const bad = incoming(['bad'], { source: undefined as never });
      const results = await Promise.allSettled(
        [...good, bad, ...good].map(delivery => intake.accept(delivery)),
      );
      expect(
        results.filter(({ status }) => status === 'rejected'),
      ).toHaveLength(1);
      expect(await stored()).toHaveLength(5);
    });

    it('names for each of many repeats the delivery that came first', async () => {
      const sent = Array.from({ length: 40 }, (_, n) =>
        incoming([`k${n % 20}`], { source: n < 20 ? 'github' : 'registry' }),
      );
      const send = () =>
        Promise.all(sent.map(delivery => intake.accept(delivery)));
      const first = await send();
      expect(await send()).toEqual(
        first.map(({ delivery }) => ({ delivery, status: 'duplicate' })),
      );
    });

    it('counts each event once when replicas get the same in other orders', async () => {
      const replicas = [intake, new Intake(knex), new Intake(knex)];
      const keys = Array.from({ length: 120 }, (_, n) => `k${n}`);
      const receipts = await Promise.all(
        replicas.flatMap((replica, n) =>
          (n % 2 ? [...keys].reverse() : keys).map(async (key, at, all) => ({
            key,
            ...(await replica.accept(
              incoming([key, all[(at + 1) % all.length]]),
            )),
          })),
        ),
      );
      const accepted = receipts.filter(({ status }) => status === 'accepted');
      expect(new Set(await stored())).toEqual(
        new Set(accepted.map(({ delivery }) => delivery)),
      );
      expect(await knex('delivery_events').pluck('event_key')).toHaveLength(
        keys.length,
      );
      for (const { delivery } of receipts) {
        expect(accepted.map(receipt => receipt.delivery)).toContain(delivery);
      }
    });

    it('takes a delivery with more events than a statement can hold', async () => {
      const keys = Array.from({ length: 25_000 }, (_, n) => `k${n}`);
      expect((await intake.accept(incoming(keys))).status).toBe('accepted');
      expect((await intake.accept(incoming(keys))).status).toBe('duplicate');
    });

    it('accepts again what was stored and not answered', async () => {
      const batch = [{ id: 'a', delivery: incoming(['k']) }];
      const first = await insertDeliveries(knex, batch, 1000);
      expect(await insertDeliveries(knex, batch, 1000)).toEqual(first);
      expect(first).toEqual([{ delivery: 'a', status: 'accepted' }]);
    });

    it('tells the sender in time when the store hangs, and recovers', async () => {
      const letGo = await holdUp();
      const begun = Date.now();
      const answers = await Promise.allSettled(
        ['a', 'b', 'c'].map(key => intake.accept(incoming([key]))),
      );
      expect(Date.now() - begun).toBeLessThan(9_000);
      for (const answer of answers) {
        expect(answer).toMatchObject({
          reason: { name: 'ServiceUnavailableError' },
        });
      }
      await letGo();
      expect(await intake.accept(incoming(['a']))).toMatchObject({
        delivery: expect.any(String),
      });
      expect(
        await knex('delivery_events').where({ event_key: 'a' }),
      ).toHaveLength(1);
    });

    it('refuses what it could not hold, and holds more when that is through', async () => {
      const letGo = await holdUp();
      const body = Buffer.alloc(30 * 1024 * 1024);
      const held = ['a', 'b', 'c', 'd'].map(key =>
        intake.accept(incoming([key], { body })),
      );
      await expect(intake.accept(incoming(['e'], { body }))).rejects.toThrow(
        'Too many deliveries are waiting',
      );
      await letGo();
      await Promise.all(held);
      expect((await intake.accept(incoming(['e']))).status).toBe('accepted');
    });
  });
});

describe('storableKey', () => {
  it.each(['72d3162e-cc78-11e3-81ab-4c9367dc0958', 'a b', '~'])(
    'leaves %p as it is',
    key => {
      expect(storableKey(key)).toBe(key);
    },
  );

  it.each(['', '\n', 'é', 'x'.repeat(201)])('hashes %p', key => {
    expect(storableKey(key)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
