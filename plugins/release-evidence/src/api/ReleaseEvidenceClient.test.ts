import { ResponseError } from '@backstage/errors';
import { ReleaseEvidenceClient } from './ReleaseEvidenceClient';

const BASE = 'http://portal.test/api/release-evidence';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

function clientAnswering(response: Response) {
  const fetch = jest.fn().mockResolvedValue(response);
  const client = new ReleaseEvidenceClient({
    discoveryApi: {
      getBaseUrl: async plugin => `http://portal.test/api/${plugin}`,
    },
    fetchApi: { fetch },
  });
  return { client, fetch, asked: () => fetch.mock.calls.map(([url]) => url) };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

describe('ReleaseEvidenceClient', () => {
  it.each<
    [string, (client: ReleaseEvidenceClient) => Promise<unknown>, string]
  >([
    [
      'releases, leaving out what is not given',
      client =>
        client.listReleases({
          component: 'component:default/payments',
          level: undefined,
          limit: 20,
        }),
      '/releases?component=component%3Adefault%2Fpayments&limit=20',
    ],
    [
      'a release by its digest',
      client => client.getRelease(DIGEST, { environment: 'staging' }),
      `/releases/${encodeURIComponent(DIGEST)}?environment=staging`,
    ],
    [
      'a component by its ref',
      client => client.getComponent('component:default/payments'),
      '/components/component/default/payments',
    ],
    [
      'deliveries',
      client => client.listDeliveries({ status: 'dead' }),
      '/deliveries?status=dead',
    ],
    ['a delivery', client => client.getDelivery('a/b'), '/deliveries/a%2Fb'],
    [
      'the body of a delivery',
      client => client.getDeliveryBody('17'),
      '/deliveries/17/body',
    ],
    [
      'what may need somebody',
      client => client.countDeliveries(),
      '/deliveries/counts',
    ],
    ['the health of the sources', client => client.getHealth(), '/health'],
  ])('asks for %s', async (_, ask, path) => {
    const { client, asked } = clientAnswering(json({}));
    await ask(client);
    expect(asked()).toEqual([`${BASE}${path}`]);
  });

  const lines = new Blob(['{}']);

  it.each<
    [
      string,
      (client: ReleaseEvidenceClient) => Promise<unknown>,
      string,
      RequestInit,
    ]
  >([
    [
      'replays a delivery',
      client => client.replayDelivery('17'),
      '/deliveries/17/replay',
      {},
    ],
    [
      'replays many',
      client => client.replayDeliveries({ status: 'dead', source: 'ci' }),
      '/deliveries/replay',
      {
        headers: { 'content-type': 'application/json' },
        body: '{"status":"dead","source":"ci"}',
      },
    ],
    [
      'imports deliveries',
      client => client.importDeliveries(lines),
      '/deliveries/import',
      { headers: { 'content-type': 'application/x-ndjson' }, body: lines },
    ],
  ])('%s', async (_, act, path, content) => {
    const { client, fetch } = clientAnswering(json({}));
    await act(client);
    expect(fetch).toHaveBeenCalledWith(`${BASE}${path}`, {
      method: 'POST',
      ...content,
    });
  });

  it('gives the body of a delivery as it is', async () => {
    const { client } = clientAnswering(new Response('not json'));
    expect((await client.getDeliveryBody('17')).size).toBe(8);
  });

  it('rejects with the answer of the server', async () => {
    const { client } = clientAnswering(
      json(
        {
          error: { name: 'NotFoundError', message: 'No release has it' },
          response: { statusCode: 404 },
        },
        404,
      ),
    );
    const error = await client.getRelease(DIGEST).catch(reason => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.cause.message).toBe('No release has it');
  });

  it('knows where senders deliver to', async () => {
    const { client } = clientAnswering(json({}));
    expect(await client.getWebhookBaseUrl()).toBe(`${BASE}/webhooks`);
  });
});
