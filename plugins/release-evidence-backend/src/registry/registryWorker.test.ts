import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connect } from '../database/connect';
import {
  AcmePayments,
  acmePayments,
  REVISION,
} from './__testUtils__/acmePayments';
import { Behaviour, SpecRegistry } from './__testUtils__/specRegistry';
import { RegistryClient } from './registryClient';
import type { RegistryFinding } from './registryFinding';
import { RegistryQueue } from './registryQueue';
import {
  INSPECT_AGAIN_MS,
  MAX_ATTEMPTS,
  RegistryWorker,
} from './registryWorker';

jest.setTimeout(120_000);

const NOW = new Date('2026-10-01T12:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

describe('RegistryWorker', () => {
  const databases = TestDatabases.create();
  const [databaseId] = databases.eachSupportedId().flat();
  let knex: Knex;
  let payments: AcmePayments;
  let registry: SpecRegistry;
  let queue: RegistryQueue;
  let worker: RegistryWorker;
  let found: RegistryFinding[];
  let behaviour: Behaviour;
  let refuse: Error | undefined;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await connect({ getClient: async () => knex });
    payments = acmePayments();
    behaviour = {};
    registry = await SpecRegistry.start(payments.content, behaviour);
    const { host } = registry;
    queue = new RegistryQueue(knex, new Set([host]));
    found = [];
    refuse = undefined;
    worker = new RegistryWorker({
      queue,
      client: new RegistryClient({
        registries: { [host]: { plainHttp: true, allowPrivate: true } },
      }),
      deliver: async finding => {
        if (refuse) {
          throw refuse;
        }
        found.push(finding);
      },
      logger,
    });
    jest.clearAllMocks();
  });

  afterEach(async () => {
    await registry.stop();
    await knex.destroy();
  });

  const name = () => `${registry.host}/acme/payments`;
  const enqueue = (kind: 'resolve' | 'inspect', reference: string) =>
    queue.enqueue([{ kind, name: name(), reference }], NOW);
  const kinds = () => found.map(({ kind }) => kind);

  it('rests when there is nothing to ask', async () => {
    expect(await worker.work(NOW)).toBe(false);
  });

  it('says what a tag points at, and has that inspected', async () => {
    await enqueue('resolve', '1.4.2');
    expect(await worker.work(NOW)).toBe(true);
    expect(found).toEqual([
      {
        kind: 'resolution',
        name: name(),
        tag: '1.4.2',
        digest: payments.index.digest,
        resolvedAt: NOW.toISOString(),
        mediaType: payments.index.mediaType,
        platforms: [payments.amd64.digest, payments.arm64.digest],
        revision: REVISION,
        sourceRepository: 'github.com/acme/payments',
        holdsStatements: false,
        subject: null,
      },
    ]);
    found = [];
    expect(await worker.work(NOW)).toBe(true);
    expect(kinds()).toEqual(['inspection', ...Array(7).fill('document')]);
    expect(found[0]).toMatchObject({
      digest: payments.index.digest,
      inspectedAt: NOW.toISOString(),
      problems: [],
    });
  });

  it('says that a tag is of no artifact, and inspects what it is about', async () => {
    payments.content.tags.set('sbom', payments.sbom.digest);
    await enqueue('resolve', 'sbom');
    await worker.work(NOW);
    expect(found).toMatchObject([
      {
        kind: 'resolution',
        holdsStatements: true,
        subject: payments.index.digest,
      },
    ]);
    await worker.work(NOW);
    expect(found[1]).toMatchObject({
      kind: 'inspection',
      digest: payments.index.digest,
    });
  });

  it('inspects the subject of a statement that was pushed', async () => {
    await enqueue('inspect', payments.bundle.digest);
    await worker.work(NOW);
    expect(found).toMatchObject([
      { kind: 'inspection', holdsStatements: true, revision: null },
    ]);
    found = [];
    await worker.work(NOW);
    expect(found[0]).toMatchObject({ digest: payments.amd64.digest });
    expect(kinds()).toEqual(['inspection', 'document']);
  });

  it('finds what was attached later', async () => {
    const { content, arm64 } = payments;
    await enqueue('inspect', arm64.digest);
    await worker.work(NOW);
    expect(kinds()).toEqual(['inspection']);
    expect(await worker.work(after(INSPECT_AGAIN_MS[0] - 1))).toBe(false);
    content.cosign(arm64.digest, 'sig', [
      { mediaType: 'application/json', content: {} },
    ]);
    const second = after(INSPECT_AGAIN_MS[0]);
    expect(await worker.work(second)).toBe(true);
    expect(kinds()).toEqual(['inspection', 'inspection', 'document']);
    const third = new Date(second.getTime() + INSPECT_AGAIN_MS[1]);
    expect(await worker.work(third)).toBe(true);
    expect(await queue.depth()).toBe(0);
  });

  const failing: NonNullable<Behaviour['instead']> = (_, response) => {
    response.writeHead(503, { 'retry-after': '120' }).end();
    return true;
  };

  it('asks again after a failure, when the registry allows', async () => {
    behaviour.instead = failing;
    await enqueue('resolve', '1.4.2');
    await worker.work(NOW);
    expect(found).toEqual([]);
    behaviour.instead = undefined;
    expect(await worker.work(after(119_000))).toBe(false);
    expect(await worker.work(after(120_000))).toBe(true);
    expect(kinds()).toEqual(['resolution']);
  });

  it('hands on what it has, and asks again for the rest', async () => {
    behaviour.instead = (url, response, request) =>
      url.pathname.includes('/referrers/') && failing(url, response, request);
    await enqueue('inspect', payments.index.digest);
    await worker.work(NOW);
    expect(kinds()).toEqual(['inspection', ...Array(4).fill('document')]);
    behaviour.instead = undefined;
    found = [];
    await worker.work(after(HOUR));
    expect(kinds()).toEqual(['inspection', ...Array(7).fill('document')]);
  });

  it('gives up after so many attempts, and says why', async () => {
    await enqueue('resolve', 'no-such-tag');
    for (let n = 0; n < MAX_ATTEMPTS; n++) {
      expect(await queue.depth()).toBe(1);
      await worker.work(after(n * HOUR));
    }
    expect(await queue.depth()).toBe(0);
    expect(await queue.givenUp(1)).toMatchObject([
      {
        reference: 'no-such-tag',
        error: `${name()}: there is no tag no-such-tag`,
      },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('there is no tag no-such-tag'),
    );
  });

  it('gives up at once when asking again cannot help', async () => {
    const unsafe = { name: '10.0.0.1/acme/x', reference: '1' } as const;
    await queue.enqueue([{ kind: 'resolve', ...unsafe }], NOW);
    await worker.work(NOW);
    expect(await queue.givenUp(1)).toMatchObject([
      { error: expect.stringContaining('allowPrivate') },
    ]);
  });

  it('gives up what never came to an end', async () => {
    await enqueue('resolve', '1.4.2');
    for (let n = 0; n < MAX_ATTEMPTS; n++) {
      const now = after(n * HOUR);
      await queue.claim({ now, leaseUntil: now, limit: 1 });
    }
    await worker.work(after(MAX_ATTEMPTS * HOUR));
    expect(found).toEqual([]);
    expect(await queue.givenUp(1)).toMatchObject([
      { error: 'it never came to an end' },
    ]);
  });

  it('asks again when what it found could not be taken on', async () => {
    refuse = new Error('the store is down');
    await enqueue('inspect', payments.arm64.digest);
    await worker.work(NOW);
    refuse = undefined;
    await worker.work(after(HOUR));
    expect(kinds()).toEqual(['inspection']);
    expect(await queue.depth()).toBe(1);
  });
});
