import { TestDatabases } from '@backstage/backend-test-utils';
import type { EvidenceRecord } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { connect } from '../database/connect';
import { RegistryQueue } from './registryQueue';
import type { RegistryTask } from './registryTask';

jest.setTimeout(120_000);

const NOW = new Date('2026-10-01T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const task = (n: number): RegistryTask => ({
  kind: 'resolve',
  name: 'quay.io/acme/payments',
  reference: `1.${n}`,
});

describe('RegistryQueue', () => {
  const databases = TestDatabases.create();

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let knex: Knex;
    let queue: RegistryQueue;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await connect({ getClient: async () => knex });
      queue = new RegistryQueue(knex, new Set(['ghcr.io']));
    });

    afterEach(() => knex.destroy());

    const claim = (now = NOW, limit = 100) =>
      queue.claim({
        now,
        leaseUntil: new Date(now.getTime() + 60_000),
        limit,
      });

    it('holds what records ask for', async () => {
      const announced = (name: string): EvidenceRecord => ({
        id: 'ev-1',
        class: 'artifact',
        observation: {
          kind: 'artifact-announced',
          name,
          tag: '1.0',
          actor: null,
        },
        source: 'quay',
        delivery: '1',
        subject: null,
        occurredAt: NOW.toISOString(),
        timeBasis: 'event',
        receivedAt: NOW.toISOString(),
      });
      const records = ['quay.io/acme/a', 'pkg:npm/a', 'quay.io/acme/b'];
      expect(await queue.enqueueFor(records.map(announced), NOW)).toBe(2);
      expect((await claim()).map(({ name }) => name).sort()).toEqual([
        'quay.io/acme/a',
        'quay.io/acme/b',
      ]);
    });

    it('holds a task once, however often it is asked for', async () => {
      await queue.enqueue([task(1), task(1), task(2)], NOW);
      await Promise.all(
        Array.from({ length: 10 }, () =>
          queue.enqueue([task(2), task(1)], NOW),
        ),
      );
      expect(await queue.depth()).toBe(2);
    });

    it('gives a task to one of many that claim', async () => {
      const tasks = Array.from({ length: 40 }, (_, n) => task(n));
      await queue.enqueue(tasks, NOW);
      const claimed = await Promise.all(
        Array.from({ length: 10 }, () => claim(NOW, 10)),
      );
      const references = claimed.flat().map(({ reference }) => reference);
      expect(new Set(references).size).toBe(references.length);
      expect(references.length).toBeGreaterThanOrEqual(10);
    });

    it('gives it to another when the lease is over', async () => {
      await queue.enqueue([task(1)], NOW);
      expect(await claim()).toMatchObject([{ attempts: 1, round: 0 }]);
      expect(await claim(later(59))).toEqual([]);
      expect(await claim(later(61))).toMatchObject([{ attempts: 2 }]);
    });

    it('forgets what is done', async () => {
      await queue.enqueue([task(1)], NOW);
      const [claimed] = await claim();
      await queue.finish(claimed, null);
      expect(await queue.depth()).toBe(0);
    });

    it('has done once more what is to be', async () => {
      await queue.enqueue([task(1)], NOW);
      const [claimed] = await claim();
      await queue.finish(claimed, later(30));
      expect(await claim(later(29))).toEqual([]);
      expect(await claim(later(31))).toMatchObject([{ attempts: 1, round: 1 }]);
    });

    it('keeps what was asked for while it was being done', async () => {
      await queue.enqueue([task(1)], NOW);
      const [first] = await claim();
      await queue.enqueue([task(1)], later(1));
      await queue.finish(first, null);
      const [second] = await claim(later(1));
      expect(second).toMatchObject({ version: 2, attempts: 1, round: 0 });
      await queue.fail(first, { error: 'late', now: later(2), retryAt: null });
      await queue.finish(second, null);
      expect(await queue.depth()).toBe(0);
      expect(await queue.givenUp(10)).toEqual([]);
    });

    it('puts off what failed, with the reason', async () => {
      await queue.enqueue([task(1)], NOW);
      const [claimed] = await claim();
      await queue.fail(claimed, {
        error: `the registry\u0000 is gone ${'x'.repeat(5000)}`,
        now: NOW,
        retryAt: later(10),
      });
      expect(await claim(later(9))).toEqual([]);
      const [again] = await claim(later(10));
      expect(again.error).toMatch(/^the registry is gone x{1900}/);
      expect(again.error).toHaveLength(2000);
    });

    it('remembers what was given up until it is asked for again', async () => {
      await queue.enqueue([task(1), task(2)], NOW);
      for (const claimed of await claim()) {
        await queue.fail(claimed, { error: 'gone', now: NOW, retryAt: null });
      }
      expect(await claim(later(100_000))).toEqual([]);
      expect(await queue.depth()).toBe(0);
      const at = NOW.toISOString();
      expect(await queue.givenUp(10)).toEqual([
        { ...task(1), at, error: 'gone' },
        { ...task(2), at, error: 'gone' },
      ]);
      await queue.enqueue([task(1)], later(60));
      expect(await queue.givenUp(10)).toEqual([
        { ...task(2), at, error: 'gone' },
      ]);
      expect(await claim(later(60))).toMatchObject([
        { ...task(1), error: null },
      ]);
      expect(await queue.retryGivenUp(later(60))).toBe(1);
      expect(await claim(later(60))).toMatchObject([
        { ...task(2), attempts: 1 },
      ]);
    });

    it('does not remember it for ever', async () => {
      await queue.enqueue([task(1), task(2)], NOW);
      const [first, second] = await claim();
      await queue.fail(first, { error: 'gone', now: NOW, retryAt: null });
      await queue.fail(second, {
        error: 'gone',
        now: later(40 * 86_400),
        retryAt: null,
      });
      expect(await queue.givenUp(10)).toMatchObject([task(2)]);
    });
  });
});
