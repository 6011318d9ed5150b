import type { Server } from 'node:http';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  DeliveryDetail,
  DeliverySummary,
  ImportAnswer,
  Page,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import request, { Response } from 'supertest';
import {
  deliverGithub,
  eventually,
  githubSignature,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import { expectDescribed } from '../__testUtils__/openapi';
import { digestOf } from '../__testUtils__/payloads';
import {
  BASE,
  REGISTRY_TOKEN,
  startPlugin,
  testConfig,
} from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

const PING = '{"zen":"Keep it logically awesome."}';

const githubLine = (delivery: string, given: object = {}) => ({
  source: 'github',
  headers: { 'X-GitHub-Event': 'ping', 'X-GitHub-Delivery': delivery },
  body: PING,
  ...given,
});

const signedLine = (delivery: string, signature: string, body = PING) => ({
  ...githubLine(delivery, { body }),
  headers: {
    ...githubLine(delivery).headers,
    'X-Hub-Signature-256': signature,
  },
});

const registryLine = (name: string, given: object = {}) => ({
  source: 'registry',
  body: {
    events: [pushEvent({ digest: digestOf(name), tag: name, id: name })],
  },
  ...given,
});

describe.each(databases.eachSupportedId())('an import on %s', databaseId => {
  let knex: Knex;
  let server: Server;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    ({ server, stop } = await startPlugin({
      knex,
      config: { ...testConfig, ingress: { maxBody: '10kb' } },
    }));
  });
  afterEach(() => stop());

  const send = async (text: string): Promise<Response> => {
    const response = await request(server)
      .post(`${BASE}/deliveries/import`)
      .set('authorization', mockCredentials.user.header())
      .set('content-type', 'application/x-ndjson')
      .send(text);
    expectDescribed(
      'POST',
      '/deliveries/import',
      response.status,
      response.body,
    );
    return response;
  };

  const load = async (...lines: (object | string)[]): Promise<ImportAnswer> => {
    const response = await send(
      lines
        .map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
        .join('\n'),
    );
    expect(response.status).toBe(200);
    return response.body;
  };

  const inbox = async () =>
    (await read<Page<DeliverySummary>>(server, '/deliveries?limit=100')).items;

  it('makes evidence of recorded deliveries, once', async () => {
    const lines = [registryLine('a'), registryLine('b'), registryLine('a')];
    const first = await load(...lines);
    expect(first).toEqual({
      accepted: 2,
      duplicate: 1,
      failed: [],
      failedTotal: 0,
    });
    expect(await load(...lines)).toMatchObject({ accepted: 0, duplicate: 3 });
    const items = await eventually(async () => {
      const all = await inbox();
      return all.every(({ status }) => status === 'done') && all;
    });
    expect(items).toHaveLength(2);
  });

  it('recognises what its sender delivered before', async () => {
    await deliverGithub(server, 'ping', PING, 'delivery-1');
    expect(
      await load(githubLine('delivery-1'), githubLine('delivery-2')),
    ).toMatchObject({ accepted: 1, duplicate: 1 });
  });

  it('says when it was received, and not what the recording says', async () => {
    const before = Date.now();
    await load(registryLine('a', { receivedAt: '2025-01-01T00:00:00Z' }));
    const [{ id, receivedAt }] = await inbox();
    expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(before);
    const detail = await eventually(async () => {
      const current = await read<DeliveryDetail>(server, `/deliveries/${id}`);
      return current.status === 'done' && current;
    });
    expect(detail.evidence[0].occurredAt).toBe('2026-10-01T10:00:00.000Z');
  });

  it('says whose word a delivery stands on, and keeps no credential', async () => {
    await load(
      githubLine('on-my-word'),
      signedLine('on-githubs-word', githubSignature(PING)),
      {
        ...registryLine('a'),
        headers: { Authorization: `Bearer ${REGISTRY_TOKEN}` },
      },
    );
    const details = await Promise.all(
      (
        await inbox()
      ).map(({ id }) => read<DeliveryDetail>(server, `/deliveries/${id}`)),
    );
    const proofs = Object.fromEntries(
      details.map(({ headers, imported }) => [
        headers['x-github-delivery'] ?? 'registry',
        imported,
      ]),
    );
    const by = mockCredentials.user().principal.userEntityRef;
    expect(proofs).toEqual({
      'on-my-word': { by, proof: 'importer' },
      'on-githubs-word': { by, proof: 'sender' },
      registry: { by, proof: 'sender' },
    });
    const rows: { headers: string }[] = await knex('deliveries').select();
    expect(rows.map(({ headers }) => headers).join()).not.toMatch(
      /sha256=|Bearer|registry-token/,
    );
  });

  it.each([
    [
      'a wrong signature',
      signedLine('d', githubSignature(PING, 'other')),
      /^headers: the signature in X-Hub-Signature-256 does not match/,
    ],
    [
      'a signature of another body',
      signedLine('d', githubSignature('{}')),
      /^headers: /,
    ],
    [
      'a wrong token',
      registryLine('a', { headers: { authorization: 'Bearer hunter2' } }),
      /^headers: the token is wrong/,
    ],
    ['no source', { body: {} }, /^source: missing/],
    ['an unknown source', githubLine('d', { source: 'nobody' }), /^source: /],
    ['no body', githubLine('d', { body: undefined }), /^body: /],
    ['two bodies', githubLine('d', { bodyBase64: 'e30=' }), /^body: /],
    [
      'a body that is no base64',
      githubLine('d', { body: undefined, bodyBase64: '{}' }),
      /^bodyBase64: /,
    ],
    [
      'a header that is no text',
      githubLine('d', { headers: { a: 1 } }),
      /^headers\.a: /,
    ],
    ['a field too many', githubLine('d', { secret: 'x' }), /secret/],
    ['no time', githubLine('d', { receivedAt: 'today' }), /^receivedAt: /],
    ['a header too few', githubLine('d', { headers: {} }), /X-GitHub-Event/],
    [
      'a body that is no JSON',
      githubLine('d', { body: '{' }),
      /^The body is no JSON/,
    ],
    ['no JSON', '{"source": "hunter2', /^The line is no JSON/],
    ['a list', '[]', /array where object/],
    [
      'more than the limit',
      githubLine('d', { body: `"${'x'.repeat(11_000)}"` }),
      /longer than .* bytes, the limit in releaseEvidence\.ingress\.maxBody/,
    ],
  ])(
    'refuses a line with %s, and takes the others',
    async (_, line, reason) => {
      const answer = await load(
        githubLine('before'),
        line,
        githubLine('after'),
      );
      expect(answer).toEqual({
        accepted: 2,
        duplicate: 0,
        failed: [{ line: 2, reason: expect.stringMatching(reason) }],
        failedTotal: 1,
      });
      expect(JSON.stringify(answer)).not.toContain('hunter2');
      expect(await inbox()).toHaveLength(2);
    },
  );

  it('reads bytes as they were sent', async () => {
    const form = `payload=${encodeURIComponent(PING)}`;
    const line = {
      ...signedLine('form', githubSignature(form)),
      body: undefined,
      bodyBase64: Buffer.from(form).toString('base64'),
    };
    line.headers = {
      ...line.headers,
      ...{ 'Content-Type': 'application/x-www-form-urlencoded' },
    };
    expect(await load(line)).toMatchObject({ accepted: 1 });
  });

  it('reads the content of what was sent as a form', async () => {
    const line = githubLine('form', { body: JSON.parse(PING) });
    line.headers = {
      ...line.headers,
      ...{ 'Content-Type': 'application/x-www-form-urlencoded' },
    };
    expect(await load(line)).toMatchObject({ accepted: 1 });
  });

  it('gives a hundred reasons, and how many there are', async () => {
    const answer = await load(...Array.from({ length: 250 }, () => '{}'));
    expect(answer.failedTotal).toBe(250);
    expect(answer.failed).toHaveLength(100);
    expect(answer.failed[99].line).toBe(100);
  });

  it('takes thousands of lines', async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) =>
      githubLine(`d-${n}`, { body: `{"padding":"${'x'.repeat(2_000)}"}` }),
    );
    expect(await load(...lines)).toMatchObject({ accepted: 3_000 });
  });

  it('is stopped by a store that is down, and can be repeated', async () => {
    await knex.schema.renameTable('deliveries', 'gone');
    const response = await send(JSON.stringify(githubLine('d')));
    expect(response.status).toBe(503);
    await knex.schema.renameTable('gone', 'deliveries');
    expect(await load(githubLine('d'))).toMatchObject({ accepted: 1 });
  });

  it('refuses lines that are packed', async () => {
    const response = await request(server)
      .post(`${BASE}/deliveries/import`)
      .set('authorization', mockCredentials.user.header())
      .set('content-encoding', 'gzip')
      .send('');
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/^content-encoding: /);
  });

  it('is told of in the audit log', async () => {
    await stop();
    const created: { eventId: string; meta: unknown }[] = [];
    ({ server, stop } = await startPlugin({
      knex,
      features: [
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => ({
            createEvent: async ({ eventId }) => ({
              success: async options => {
                created.push({ eventId, meta: options?.meta });
              },
              fail: async () => {},
            }),
          }),
        }),
      ],
    }));
    await load(githubLine('d'), '{}');
    expect(created).toEqual([
      {
        eventId: 'deliveries-import',
        meta: { accepted: 1, duplicate: 0, failedTotal: 1 },
      },
    ]);
  });
});
