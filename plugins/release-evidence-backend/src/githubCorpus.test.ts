import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import {
  CorpusFile,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import type {
  DeliverySummary,
  Page,
} from 'backstage-plugin-release-evidence-common';
import request from 'supertest';
import { deliverGithub, eventually, read } from './__testUtils__/deliver';
import { BASE, GITHUB_SECRET, startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

/** The folder that a payload is in, or the first word of its name. */
const eventOf = ({ name }: CorpusFile) => {
  const parts = name.split('/');
  return parts.length > 1 ? parts[parts.length - 2] : name.split('.')[0];
};

async function everyDelivery(server: Server): Promise<DeliverySummary[]> {
  const all: DeliverySummary[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<DeliverySummary> = await read(
      server,
      `/deliveries?limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

function postedByGithub(files: CorpusFile[]): void {
  const payloads = files.filter(({ name }) => name.endsWith('.json'));
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let server: Server;

  beforeAll(async () => {
    plugin = await startPlugin();
    server = plugin.server;
  });
  afterAll(() => plugin.stop());

  it('refuses each of them without a valid signature, and keeps nothing', async () => {
    for (const file of payloads) {
      const body = file.read().toString('utf8');
      const hmac = (algorithm: string, secret: string) =>
        createHmac(algorithm, secret).update(body).digest('hex');
      for (const signature of [
        {},
        { 'x-hub-signature-256': `sha256=${hmac('sha256', 'another')}` },
        { 'x-hub-signature': `sha1=${hmac('sha1', GITHUB_SECRET)}` },
      ]) {
        const { status } = await request(server)
          .post(`${BASE}/webhooks/github`)
          .set('content-type', 'application/json')
          .set('x-github-event', eventOf(file))
          .set('x-github-delivery', file.name)
          .set(signature)
          .send(body);
        expect([file.name, status]).toEqual([file.name, 401]);
      }
    }
    expect(await everyDelivery(server)).toEqual([]);
  });

  it('accepts each of them signed, and comes to an end with it', async () => {
    for (const file of payloads) {
      const { status, body } = await deliverGithub(
        server,
        eventOf(file),
        file.read().toString('utf8'),
        file.name,
      );
      expect([file.name, status, body.status]).toEqual([
        file.name,
        202,
        'accepted',
      ]);
    }
    const deliveries = await eventually(async () => {
      const all = await everyDelivery(server);
      return all.every(({ status }) => status !== 'pending') && all;
    }, 60_000);
    expect(deliveries).toHaveLength(payloads.length);
    expect(deliveries.filter(({ status }) => status === 'dead')).toEqual([]);
    const ignored = deliveries.filter(({ status }) => status === 'ignored');
    expect(ignored.filter(({ reason }) => !reason)).toEqual([]);
    expect(ignored.length).toBeLessThan(deliveries.length);
  });
}

describeWithCorpus(
  'GitHub’s published payloads, posted',
  'github-webhooks',
  postedByGithub,
);
