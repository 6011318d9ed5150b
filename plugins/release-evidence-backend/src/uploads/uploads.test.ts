import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  Page,
  DeliveryDetail,
  DeliverySummary,
  ReleaseDocument,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import request, { Response } from 'supertest';
import {
  deliverRegistry,
  eventually,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import { digestOf } from '../__testUtils__/payloads';
import { BASE, startPlugin, testConfig } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const digest = digestOf('release');

const cyclonedx = (hash: string) =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: '2026-10-02T10:00:00Z',
      component: {
        type: 'container',
        name: 'payments',
        hashes: [{ alg: 'SHA-256', content: hash.slice('sha256:'.length) }],
      },
    },
    components: [{ type: 'library', name: 'left-pad', version: '1.3.0' }],
  });

interface Upload {
  query?: Record<string, string>;
  body: string | Buffer;
  headers?: Record<string, string>;
}

function upload(
  server: Server,
  { query = { digest }, body, headers = {} }: Upload,
): Promise<Response> {
  return request(server)
    .post(`${BASE}/evidence`)
    .query(query)
    .set('authorization', mockCredentials.service.header())
    .set({ 'content-type': 'application/json', ...headers })
    .send(body);
}

async function settled(server: Server, id: string): Promise<DeliveryDetail> {
  return eventually(async () => {
    const delivery = await read<DeliveryDetail>(server, `/deliveries/${id}`);
    return delivery.status !== 'pending' && delivery;
  });
}

const released = (server: Server, of = digest) =>
  eventually(() => read<ReleaseDocument>(server, `/releases/${of}`));

const sbomCell = ({ assessment }: ReleaseDocument) =>
  assessment?.controls
    .flatMap(({ cells }) => cells)
    .flatMap(({ requirements }) => requirements)
    .find(({ id }) => id === 'sbom-for-digest');

describe.each(databases.eachSupportedId())('uploads on %s', databaseId => {
  let knex: Knex;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let server: Server;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    plugin = await startPlugin({
      knex,
      config: { ...testConfig, documents: { maxSize: '1mb' } },
    });
    server = plugin.server;
  });
  afterEach(() => plugin.stop());

  it('ties an SBOM to the release that it names, and raises its cell', async () => {
    await deliverRegistry(server, [pushEvent({ digest, tag: '1.0.0' })]);
    const response = await upload(server, { body: cyclonedx(digest) });
    expect(response.status).toBe(202);
    expect(response.body.status).toBe('accepted');

    const delivery = await settled(server, response.body.delivery);
    expect(delivery).toMatchObject({
      source: 'upload',
      type: 'cyclonedx',
      status: 'done',
    });
    const release = await eventually(async () => {
      const current = await released(server);
      return sbomCell(current)?.status === 'met' && current;
    });
    expect(release.evidence).toContainEqual(
      expect.objectContaining({
        class: 'sbom',
        kind: 'cyclonedx',
        subject: digest,
        binding: 'authenticated',
        occurredAt: '2026-10-02T10:00:00.000Z',
      }),
    );
  });

  it('keeps a document that names another digest from this release’s cell', async () => {
    await deliverRegistry(server, [pushEvent({ digest, tag: '1.0.0' })]);
    const { body } = await upload(server, {
      body: cyclonedx(digestOf('another')),
    });
    await settled(server, body.delivery);
    const release = await eventually(async () => {
      const current = await released(server);
      return (
        current.evidence.some(({ kind }) => kind === 'cyclonedx') && current
      );
    });
    expect(sbomCell(release)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('names another digest'),
    });
  });

  it('waits for the digest when the document comes first', async () => {
    const { body } = await upload(server, { body: cyclonedx(digest) });
    await settled(server, body.delivery);
    await deliverRegistry(server, [pushEvent({ digest, tag: '1.0.0' })]);
    expect(
      await eventually(
        async () => sbomCell(await released(server))?.status === 'met',
      ),
    ).toBe(true);
  });

  it('makes a release of a digest that nobody reported, for a component', async () => {
    const { body } = await upload(server, {
      query: { digest, component: 'Component:default/Payments' },
      body: cyclonedx(digest),
    });
    await settled(server, body.delivery);
    const release = await released(server);
    expect(release.component).toBe('component:default/payments');
    expect(release.recordedAt).toBeNull();
  });

  it('recognises a repeat, and keeps equal bytes once', async () => {
    const first = await upload(server, { body: cyclonedx(digest) });
    const again = await upload(server, { body: cyclonedx(digest) });
    expect(again.body).toEqual({
      delivery: first.body.delivery,
      status: 'duplicate',
    });
    const other = await upload(server, {
      query: { digest: digestOf('another') },
      body: cyclonedx(digest),
    });
    expect(other.body.status).toBe('accepted');
    expect(await knex('documents').select('size')).toHaveLength(1);
    expect(await knex('document_pieces').select('position')).toHaveLength(1);
  });

  it('reads the same again at a replay', async () => {
    const { body } = await upload(server, { body: cyclonedx(digest) });
    const before = await settled(server, body.delivery);
    await request(server)
      .post(`${BASE}/deliveries/${body.delivery}/replay`)
      .set('authorization', mockCredentials.user.header())
      .expect(202);
    const after = await settled(server, body.delivery);
    expect(after.evidence).toEqual(before.evidence);
    expect(after.evidence).toHaveLength(1);
  });

  it('counts a log’s lines, and unpacks what was packed for the way', async () => {
    const log = 'one\ntwo\nthree';
    const { body } = await upload(server, {
      body: gzipSync(log),
      headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
    });
    const { evidence } = await settled(server, body.delivery);
    expect(evidence).toEqual([
      expect.objectContaining({
        kind: 'log',
        class: 'build',
        summary: 'A log of 3 lines was uploaded',
      }),
    ]);
  });

  it('takes evidence for a commit with its repository', async () => {
    const { status } = await upload(server, {
      query: {
        digest: `gitCommit:${'a'.repeat(40)}`,
        repository: 'github.com/acme/payments',
      },
      body: cyclonedx(digest),
    });
    expect(status).toBe(202);
  });

  const nothingKept = async () => {
    expect(await knex('documents').select('digest')).toEqual([]);
    expect(await knex('document_pieces').select('position')).toEqual([]);
    const { items } = await read<Page<DeliverySummary>>(server, '/deliveries');
    expect(items).toEqual([]);
  };

  it.each<[string, Upload, number, RegExp]>([
    ['no digest', { query: {}, body: '{}' }, 400, /digest: missing.*sha256/],
    [
      'a tag for a digest',
      { query: { digest: '1.0.0' }, body: '{}' },
      400,
      /digest: no digest, and a tag/,
    ],
    [
      'a commit without its repository',
      { query: { digest: `gitCommit:${'a'.repeat(40)}` }, body: '{}' },
      400,
      /repository: missing/,
    ],
    [
      'a component that is no entity ref',
      { query: { digest, component: 'payments' }, body: '{}' },
      400,
      /component: no entity ref/,
    ],
    [
      'a parameter that nobody knows',
      { query: { digest, compoment: 'x' }, body: '{}' },
      400,
      /compoment/,
    ],
    ['JSON of no known kind', { body: '{"a":1}' }, 400, /kind=other/],
    [
      'half a document',
      { body: '{"bomFormat":"CycloneDX"' },
      400,
      /the document/,
    ],
    [
      'a document that its schema refuses',
      {
        body: JSON.stringify({
          ...JSON.parse(cyclonedx(digest)),
          components: [{ name: 'no type' }],
        }),
      },
      400,
      /\/components\/0/,
    ],
    ['nothing', { body: '' }, 400, /./],
    [
      'more than the limit',
      {
        body: Buffer.alloc(1_100_000, 'x'),
        headers: { 'content-type': 'text/plain' },
      },
      413,
      /documents\.maxSize/,
    ],
    [
      'more than the limit once unpacked',
      {
        body: gzipSync(Buffer.alloc(1_100_000, 'x')),
        headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
      },
      413,
      /documents\.maxSize/,
    ],
    [
      'what is not packed as it says',
      { body: 'no gzip', headers: { 'content-encoding': 'gzip' } },
      400,
      /cannot be read/,
    ],
    [
      'a packing that is not read here',
      { body: '{}', headers: { 'content-encoding': 'br' } },
      400,
      /content-encoding/,
    ],
  ])('refuses %s and keeps nothing', async (_, sent, status, message) => {
    const response = await upload(server, sent);
    expect(response.body.error?.message).toMatch(message);
    expect(response.status).toBe(status);
    await nothingKept();
  });

  it('asks for credentials', async () => {
    const response = await request(server)
      .post(`${BASE}/evidence`)
      .query({ digest })
      .set('authorization', mockCredentials.none.header())
      .send('{}');
    expect(response.status).toBe(401);
    await nothingKept();
  });
});
