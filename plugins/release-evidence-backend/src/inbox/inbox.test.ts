import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connect } from '../database/connect';
import { ClaimedDelivery, DeliveryStore, Settlement } from './deliveryStore';
import { InboxWorker, MAX_ATTEMPTS } from './inboxWorker';
import { IncomingDelivery, Intake } from './intake';

jest.setTimeout(120_000);

const NOW = new Date('2026-10-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

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

describe('the inbox', () => {
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

    describe('DeliveryStore', () => {
      const claim = (now = NOW, limit = 10) =>
        store.claim({ now, leaseUntil: later(10_000), limit });

      it('gives a delivery to one worker only', async () => {
        await Promise.all(
          Array.from({ length: 40 }, (_, n) =>
            intake.accept(incoming([`k${n}`])),
          ),
        );
        const claims = await Promise.all(
          Array.from({ length: 8 }, () => claim()),
        );
        const ids = claims.flat().map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      });

      it('gives it to the next one when the lease has run out', async () => {
        await intake.accept(incoming(['k']));
        expect(await claim()).toHaveLength(1);
        expect(await claim(later(9_999))).toHaveLength(0);
        const [again] = await claim(later(10_000));
        expect(again.attempts).toBe(2);
      });

      it('takes no more bodies at once than fit, and always one', async () => {
        const body = Buffer.alloc(9 * 1024 * 1024);
        for (const key of ['a', 'b', 'c']) {
          await intake.accept(incoming([key], { body }));
        }
        expect(await claim()).toHaveLength(1);
        expect(await claim()).toHaveLength(1);
        expect(await claim()).toHaveLength(1);
        expect(await claim()).toHaveLength(0);
      });

      it('leaves alone what is settled', async () => {
        const { delivery } = await intake.accept(incoming(['k']));
        await store.settle(delivery, { status: 'ignored', reason: 'a\u0000b' });
        expect(await claim(later(1e9))).toHaveLength(0);
        expect(await store.get(delivery)).toMatchObject({
          status: 'ignored',
          reason: 'ab',
        });
      });

      it('makes a buried delivery due again on replay', async () => {
        const { delivery } = await intake.accept(incoming(['k']));
        await store.fail(delivery, { error: 'broken', retryAt: null });
        expect(await claim(later(1e9))).toHaveLength(0);
        await store.replay(delivery, NOW);
        const [again] = await claim();
        expect(again).toMatchObject({ id: delivery, attempts: 1 });
      });

      it('refuses to replay what is not there', async () => {
        await expect(
          store.replay('00000000-0000-0000-0000-000000000000', NOW),
        ).rejects.toThrow('There is no delivery');
      });

      it('lists newest first, by status and source, page by page', async () => {
        const ids: string[] = [];
        for (let n = 0; n < 5; n++) {
          ids.push(
            (
              await intake.accept(
                incoming([`k${n}`], { source: n % 2 ? 'b' : 'a' }),
              )
            ).delivery,
          );
        }
        await store.settleDone([ids[0]]);
        expect(await stored()).toEqual([...ids].reverse());
        const page = await store.list({ limit: 2 });
        const next = await store.list({ limit: 9, before: page[1].id });
        expect(next.map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]]);
        expect(
          (await store.list({ limit: 9, source: 'b' })).map(({ id }) => id),
        ).toEqual([ids[3], ids[1]]);
        expect(
          (await store.list({ limit: 9, status: 'done' })).map(({ id }) => id),
        ).toEqual([ids[0]]);
      });
    });

    describe('InboxWorker', () => {
      const logger = mockServices.logger.mock();
      const worker = (
        process: (deliveries: ClaimedDelivery[]) => Promise<void>,
      ) =>
        new InboxWorker({
          store,
          logger,
          process: async deliveries => {
            await process(deliveries);
            return new Map(
              deliveries.map(({ id }): [string, Settlement] => [
                id,
                { status: 'done' },
              ]),
            );
          },
        });

      it('fails only the delivery that fails', async () => {
        const good = await intake.accept(incoming(['good']));
        const bad = await intake.accept(
          incoming(['bad'], { body: Buffer.from('bad') }),
        );
        await worker(async deliveries => {
          if (deliveries.some(({ body }) => body.toString() === 'bad')) {
            throw new Error('cannot');
          }
        }).work(NOW);
        expect((await store.get(good.delivery)).status).toBe('done');
        expect(await store.get(bad.delivery)).toMatchObject({
          status: 'pending',
          error: 'cannot',
        });
      });

      it('tries again later and later, and buries it with the last error', async () => {
        const { delivery } = await intake.accept(incoming(['k']));
        let calls = 0;
        const failing = worker(async () => {
          calls += 1;
          throw new Error(`failure ${calls}`);
        });
        let now = NOW;
        for (let n = 0; n < 200; n++) {
          await failing.work(now);
          now = new Date(now.getTime() + 30_000);
        }
        expect(await store.get(delivery)).toMatchObject({
          status: 'dead',
          attempts: MAX_ATTEMPTS,
        });
        expect((await store.get(delivery)).error).toMatch(/^failure \d+$/);
        // The first attempt is made with the batch and then alone.
        expect(calls).toBe(MAX_ATTEMPTS + 1);
      });

      it('takes a delivery alone that took a process down before', async () => {
        await intake.accept(incoming(['a']));
        await intake.accept(incoming(['b']));
        await store.claim({ now: NOW, leaseUntil: NOW, limit: 10 });
        await intake.accept(incoming(['c']));
        const sizes: number[] = [];
        await worker(async deliveries => {
          sizes.push(deliveries.length);
        }).work(later(1));
        expect(sizes).toEqual([1, 1, 1]);
      });
    });
  });
});
