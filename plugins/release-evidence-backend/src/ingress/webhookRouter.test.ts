import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  DeliverySummary,
  Health,
  Page,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  deliverGithub,
  deliverRegistry,
  eventually,
  githubSignature,
  pushEvent,
  read,
} from '../__testUtils__/deliver';
import {
  BASE,
  REGISTRY_TOKEN,
  startPlugin,
} from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const HOOK = `${BASE}/webhooks/github`;

/** A body of a size, as a push with a long message. */
const bodyOf = (bytes: number) =>
  JSON.stringify({ ref: 'refs/heads/main', padding: 'x'.repeat(bytes) });

const send = (server: Server, body: string, headers: Record<string, string>) =>
  request(server)
    .post(HOOK)
    .set({
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      ...headers,
    })
    .send(body);

describe('POST /webhooks/{source}', () => {
  let knex: Knex;
  let server: Server;
  let stop: () => Promise<void>;
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    ({ server, stop } = await startPlugin({ knex }));
  });

  afterEach(async () => {
    await stop();
    await knex.destroy();
  });

  const stored = () => knex('deliveries').count<{ n: number }[]>({ n: '*' });
  const github = async () =>
    (await read<Health>(server, '/health')).sources.find(
      ({ id }) => id === 'github',
    )!;

  it('answers with the delivery, and says when it is a repeat', async () => {
    const id = randomUUID();
    const first = await deliverGithub(server, 'ping', { zen: 'x' }, id);
    expect(first.status).toBe(202);
    expect(first.body).toEqual({
      delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'accepted',
    });
    const again = await deliverGithub(server, 'ping', { zen: 'x' }, id);
    expect(again.status).toBe(202);
    expect(again.body).toEqual({ ...first.body, status: 'duplicate' });
    expect(await stored()).toEqual([{ n: 1 }]);
  });

  it('reads a form-encoded body of GitHub', async () => {
    const body = `payload=${encodeURIComponent('{"zen":"x"}')}`;
    const response = await send(server, body, {
      'content-type': 'application/x-www-form-urlencoded',
      'x-hub-signature-256': githubSignature(body),
    });
    expect(response.status).toBe(202);
  });

  it.each([
    ['application/json; charset=utf-8'],
    ['application/vnd.github+json'],
    ['text/json'],
  ])('reads %s', async type => {
    const response = await send(server, '{}', {
      'content-type': type,
      'x-hub-signature-256': githubSignature('{}'),
    });
    expect(response.status).toBe(202);
  });

  it.each([
    [
      'a wrong signature',
      { 'x-hub-signature-256': githubSignature('{}', 'other') },
    ],
    ['no signature', {}],
    ['only the old SHA-1 signature', { 'x-hub-signature': 'sha1=0a' }],
    ['an empty signature', { 'x-hub-signature-256': '' }],
    [
      'a signature of another body',
      { 'x-hub-signature-256': githubSignature('{ }') },
    ],
  ])('refuses %s, stores nothing but a count', async (_what, headers) => {
    const response = await send(
      server,
      '{}',
      headers as Record<string, string>,
    );
    expect(response.status).toBe(401);
    expect(response.body.error.message).toMatch(/^The delivery was refused: /);
    expect(await stored()).toEqual([{ n: 0 }]);
    expect(await github()).toMatchObject({
      status: 'failing',
      lastRejected: { count: 1, reason: response.body.error.message },
    });
  });

  it('refuses before it parses', async () => {
    const response = await send(server, '{"half', {});
    expect(response.status).toBe(401);
  });

  it.each([
    ['truncated JSON', '{"ref": "ref'],
    ['nothing', ''],
    ['text', 'hello'],
    ['bytes that are no text', '\u0000\u0001'],
  ])('refuses %s as unreadable', async (_what, body) => {
    const response = await send(server, body, {
      'x-hub-signature-256': githubSignature(body),
    });
    expect(response.status).toBe(400);
    expect(await stored()).toEqual([{ n: 0 }]);
    expect((await github()).lastRejected).toMatchObject({ count: 1 });
  });

  it('does not repeat the body in an error', async () => {
    const body = '{"password": "hunter2';
    const response = await send(server, body, {
      'x-hub-signature-256': githubSignature(body),
    });
    expect(response.status).toBe(400);
    expect(response.text).not.toContain('hunter2');
  });

  it('names a missing header', async () => {
    const response = await request(server)
      .post(HOOK)
      .set('x-hub-signature-256', githubSignature('{}'))
      .set('content-type', 'application/json')
      .send('{}');
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/X-GitHub-Event/);
  });

  it('accepts a body of 2 MB and refuses one of 26 MB', async () => {
    const large = bodyOf(2_000_000);
    const accepted = await send(server, large, {
      'x-hub-signature-256': githubSignature(large),
    });
    expect(accepted.status).toBe(202);
    const huge = bodyOf(26_000_000);
    const refused = await send(server, huge, {
      'x-hub-signature-256': githubSignature(huge),
    });
    expect(refused.status).toBe(413);
    expect(refused.body.error).toMatchObject({
      name: 'PayloadTooLargeError',
      message: expect.stringMatching(/ingress\.maxBody/),
    });
    expect(await stored()).toEqual([{ n: 1 }]);
  });

  it('knows only the sources that are configured', async () => {
    const response = await request(server)
      .post(`${BASE}/webhooks/nobody`)
      .send({});
    expect(response.status).toBe(404);
    expect(response.body.error.message).toMatch(/"nobody"/);
  });

  it('keeps neither signature nor token', async () => {
    await deliverGithub(server, 'ping', {});
    await deliverRegistry(server, [
      pushEvent({ digest: `sha256:${'a'.repeat(64)}` }),
    ]);
    const rows: { headers: string }[] = await knex('deliveries').select(
      'headers',
    );
    const text = rows.map(({ headers }) => headers).join();
    expect(text).not.toMatch(/sha256=|Bearer|authorization/i);
    expect(text).toContain('x-github-event');
  });

  it('takes a token from the URL, and repeats it nowhere', async () => {
    const url = (token: string) =>
      `${BASE}/webhooks/registry?token=${token}&x=1`;
    const accepted = await request(server)
      .post(url(REGISTRY_TOKEN))
      .send({ events: [pushEvent({ digest: `sha256:${'a'.repeat(64)}` })] });
    expect(accepted.status).toBe(202);
    const refused = await request(server)
      .post(url('hunter2'))
      .send({ events: [] });
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain('hunter2');
  });

  it('takes the token as the password of basic authentication', async () => {
    const response = await request(server)
      .post(`${BASE}/webhooks/registry`)
      .auth('registry', REGISTRY_TOKEN)
      .send({ events: [pushEvent({ digest: `sha256:${'a'.repeat(64)}` })] });
    expect(response.status).toBe(202);
  });

  it('asks to come back when the store is gone, and takes the repeat', async () => {
    const id = randomUUID();
    await knex.schema.renameTable('deliveries', 'gone');
    const refused = await deliverGithub(server, 'ping', {}, id);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await knex.schema.renameTable('gone', 'deliveries');
    const accepted = await deliverGithub(server, 'ping', {}, id);
    expect(accepted.body.status).toBe('accepted');
  });

  it('settles what holds no evidence as ignored, with the reason', async () => {
    await deliverGithub(server, 'ping', {});
    await deliverGithub(server, 'push', { ref: 7 });
    const page = await eventually(async () => {
      const deliveries = await read<Page<DeliverySummary>>(
        server,
        '/deliveries',
      );
      return deliveries.items.every(({ status }) => status !== 'pending')
        ? deliveries
        : undefined;
    });
    expect(
      page.items.map(({ status, reason }) => ({ status, reason })),
    ).toEqual([
      { status: 'ignored', reason: expect.stringMatching(/^ref: /) },
      { status: 'ignored', reason: expect.stringMatching(/ping/) },
    ]);
  });

  it('needs no portal credentials, and gives none of its reads away for that', async () => {
    const response = await request(server)
      .get(`${BASE}/deliveries`)
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});

describe('a source without its secret', () => {
  it('is not served, and health says so', async () => {
    const { server, stop } = await startPlugin({
      config: { sources: { github: { type: 'github' } } },
    });
    const response = await send(server, '{}', {
      'x-hub-signature-256': githubSignature('{}', ''),
    });
    expect(response.status).toBe(404);
    expect((await read<Health>(server, '/health')).sources).toEqual([
      expect.objectContaining({
        id: 'github',
        status: 'not-served',
        reason: 'no secret is configured',
      }),
    ]);
    await stop();
  });
});
