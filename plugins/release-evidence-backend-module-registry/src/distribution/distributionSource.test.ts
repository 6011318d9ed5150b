import {
  deliverTo,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  digestOf,
  pushedBlob,
  pushedManifest,
  TOKEN,
} from '../__testUtils__/registryEvents';
import { observations, observe, sourceWith } from '../__testUtils__/send';
import { distributionSourceType } from './distributionSource';

describe('the configuration', () => {
  it.each([
    [{}, true],
    [{ token: 't' }, true],
    [{ token: '' }, false],
    [{ tokens: 't' }, false],
    [{ secret: 's' }, false],
    [{ host: 'registry.acme.test' }, true],
    [{ host: 'registry:5000' }, true],
    [{ host: 'localhost' }, true],
    [{ host: 'registry' }, false],
    [{ host: 'https://registry.acme.test' }, false],
    [{ host: 'registry.acme.test/acme' }, false],
    [{ host: '' }, false],
  ])('%j is valid: %p', (config, valid) => {
    expect(
      distributionSourceType.configSchema.safeParse({
        type: 'distribution',
        ...config,
      }).success,
    ).toBe(valid);
  });

  it('says how a host is written', () => {
    expect(() => sourceWith({ host: 'https://registry.acme.test' })).toThrow(
      'write the host as in the names of images, with its port if it has one: registry.acme.test',
    );
  });

  it('serves nothing without a token, as nobody could be told apart', () => {
    expect(distributionSourceType.create({ type: 'distribution' })).toEqual({
      notServed: 'no token is configured',
    });
  });
});

describe('the token', () => {
  const authenticate = (
    headers: Record<string, string>,
    query: Record<string, string> = {},
  ) =>
    sourceWith().authenticate(webhookRequest({ headers, query, body: '{}' }));

  const basic = (pair: string) =>
    `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each([
    ['as a bearer token', { Authorization: `Bearer ${TOKEN}` }, {}],
    ['as a password', { Authorization: basic(`registry:${TOKEN}`) }, {}],
    ['in the query', {}, { token: TOKEN }],
  ])('is accepted %s', (_, headers, query) => {
    expect(authenticate(headers as Record<string, string>, query)).toEqual({
      authenticated: true,
    });
  });

  it.each([
    ['missing', {}, {}, 'the request carries no token'],
    ['wrong', { Authorization: 'Bearer x' }, {}, 'the token is wrong'],
    ['wrong as a password', { Authorization: basic('a:x') }, {}, 'is wrong'],
    ['wrong in the query', {}, { token: 'x' }, 'the token is wrong'],
    ['in a header of another name', { 'X-Token': TOKEN }, {}, 'no token'],
  ])('is refused when %s', (_, headers, query, reason) => {
    expect(
      authenticate(
        headers as Record<string, string>,
        query as Record<string, string>,
      ),
    ).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

describe('the identity of a delivery', () => {
  const identify = (body: unknown) =>
    sourceWith().identify(webhookRequest({ body }));

  it('is that of its events, each with the id that a repeat has, too', () => {
    const events = [pushedManifest('a'), pushedBlob('b')];
    const identity = {
      type: 'notification',
      keys: events.map(({ id }) => id),
    };
    expect(identify({ events })).toEqual(identity);
    expect(identify({ events, retry: true })).toEqual(identity);
  });

  it.each([[undefined], [null], [''], [7]])(
    'is the place in just this envelope for an event with the id %p',
    id => {
      const events = [{ ...pushedManifest('a'), id }, pushedBlob('b')];
      const [first, second] = identify({ events }).keys;
      expect(first).toMatch(/^[0-9a-f]{64}\/0$/);
      expect(second).toBe(events[1].id);
      expect(identify({ events })).toEqual(identify({ events }));
      expect(identify({ events: [...events, {}] }).keys[0]).not.toBe(first);
    },
  );

  it('is that of the body when there is no event in it', () => {
    expect(identify({ events: [] }).keys).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it.each([
    ['', 'The body is empty'],
    ['[', 'it ends too early'],
    ['null', 'the payload: null where object is expected'],
    ['{}', 'events: missing'],
    ['{"events":{}}', 'events: object where array is expected'],
  ])('cannot be told of %p', (body, message) => {
    expect(() => identify(body)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('what an envelope says', () => {
  it('is said under the key of each event', () => {
    const { identity, observed } = deliverTo(sourceWith(), {
      body: { events: [pushedBlob('b'), pushedManifest('a')] },
    });
    expect(observed.events.map(({ key }) => key)).toEqual(identity.keys);
    expect(
      observed.events.map(({ observations: said }) => said.length),
    ).toEqual([0, 1]);
    expect(observed.reason).toBe(
      'events.0: target.mediaType: a layer or another blob, not a manifest',
    );
  });

  it('may be about several repositories', () => {
    const [payments, billing] = [pushedManifest('a'), pushedManifest('b')];
    billing.target.repository = 'acme/billing';
    expect(observations([payments, billing])).toMatchObject([
      { name: 'registry.acme.test/acme/payments', digest: digestOf('a') },
      { name: 'registry.acme.test/acme/billing', digest: digestOf('b') },
    ]);
  });

  it('is not lost to an event beside it that is not well-formed', () => {
    const { events, reason } = observe([null, pushedManifest('a'), 7]);
    expect(events.map(({ observations: said }) => said.length)).toEqual([
      0, 1, 0,
    ]);
    expect(reason).toBe('events.0: the payload: null where object is expected');
  });

  it('is nothing when there is no event in it', () => {
    expect(observe([])).toEqual({
      events: [],
      reason: 'events: the list is empty',
    });
  });
});
