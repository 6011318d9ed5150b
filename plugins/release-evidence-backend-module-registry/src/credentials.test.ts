import { createHmac } from 'node:crypto';
import type { SourceType } from 'backstage-plugin-release-evidence-node';
import {
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  acrSourceType,
  dockerhubSourceType,
  ecrSourceType,
  harborSourceType,
  jfrogSourceType,
  nexusSourceType,
  quaySourceType,
} from '.';
import { SOURCE_TYPES } from './__testUtils__/senders';

const SECRET = 'R3gistryS3cret';
const BODY = '{"payments":true}';

const sign = (algorithm: string, secret = SECRET, body = BODY) =>
  createHmac(algorithm, secret).update(body).digest('hex');

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

const accepted = { authenticated: true };

const refused = (reason: string) => ({ authenticated: false, reason });

describe('a source without its credential', () => {
  it.each(SOURCE_TYPES)('is not served: $type', (sourceType: SourceType) => {
    const { type } = sourceType;
    expect(sourceType.create(sourceType.configSchema.parse({ type }))).toEqual({
      notServed: expect.stringMatching(/ (is|are) configured$/),
    });
  });

  it.each(SOURCE_TYPES)(
    'must not have it empty or misspelt: $type',
    ({ type, configSchema }: SourceType) => {
      const key = ['nexus'].includes(type) ? 'secret' : 'token';
      for (const config of [{ [key]: '' }, { [`${key}s`]: 's' }, { pass: 1 }]) {
        expect(configSchema.safeParse({ type, ...config }).success).toBe(false);
      }
    },
  );
});

describe.each([
  acrSourceType,
  ecrSourceType,
  quaySourceType,
  dockerhubSourceType,
])('the token of $type', (sourceType: SourceType) => {
  const authenticate = (
    headers: Record<string, string>,
    query: Record<string, string> = {},
  ) =>
    servedSource(sourceType, { token: SECRET }).authenticate(
      webhookRequest({ headers, query, body: BODY }),
    );

  it.each([
    ['as a bearer token', { Authorization: `Bearer ${SECRET}` }, {}],
    ['as a password', { Authorization: basic(`registry:${SECRET}`) }, {}],
    ['in the query', {}, { token: SECRET }],
  ])('is accepted %s', (_, headers, query) => {
    expect(authenticate({ ...headers }, { ...query })).toEqual(accepted);
  });

  it.each([
    ['missing', {}, {}, 'the request carries no token'],
    ['wrong', { Authorization: 'Bearer x' }, {}, 'the token is wrong'],
    ['wrong in the query', {}, { token: 'x' }, 'the token is wrong'],
  ])('is refused when %s', (_, headers, query, reason) => {
    expect(authenticate({ ...headers }, { ...query })).toEqual(refused(reason));
  });
});

describe('the auth header of Harbor', () => {
  const authenticate = (headers: Record<string, string>, token: string) =>
    servedSource(harborSourceType, { token }).authenticate(
      webhookRequest({ headers, query: { token }, body: BODY }),
    );

  it.each([SECRET, `Bearer ${SECRET}`, 'two words  and more'])(
    'is what the policy says, to the letter: %p',
    token => {
      expect(authenticate({ Authorization: token }, token)).toEqual(accepted);
    },
  );

  it.each([
    [{}, 'the header Authorization is missing'],
    [
      { Authorization: `Bearer ${SECRET}` },
      'the header Authorization is not the configured token',
    ],
    [
      { Authorization: basic(`harbor:${SECRET}`) },
      'the header Authorization is not the configured token',
    ],
  ])('is refused as %j', (headers, reason) => {
    expect(authenticate({ ...headers }, SECRET)).toEqual(refused(reason));
  });
});

describe('the secret of JFrog', () => {
  const authenticate = (config: object, given?: string) =>
    servedSource(jfrogSourceType, { ...config }).authenticate(
      webhookRequest({
        headers: { 'X-JFrog-Event-Auth': given },
        query: { token: SECRET },
        body: BODY,
      }),
    );

  it.each([
    [{ token: SECRET }, SECRET],
    [{ secret: SECRET }, sign('sha256')],
  ])('is accepted for %j', (config, given) => {
    expect(authenticate(config, given)).toEqual(accepted);
  });

  const missing = 'the header X-JFrog-Event-Auth is missing';
  const wrong = 'the secret in X-JFrog-Event-Auth is wrong';
  const unfit = 'the signature in X-JFrog-Event-Auth does not match the body';

  it.each([
    ['no secret', { token: SECRET }, undefined, missing],
    ['another secret', { token: SECRET }, 'x', wrong],
    [
      'a signature for a plain secret',
      { token: SECRET },
      sign('sha256'),
      wrong,
    ],
    ['no signature', { secret: SECRET }, undefined, missing],
    ['the secret for a signature', { secret: SECRET }, SECRET, unfit],
    ['another signature', { secret: SECRET }, sign('sha256', 'x'), unfit],
    [
      'that of another body',
      { secret: SECRET },
      sign('sha256', SECRET, ''),
      unfit,
    ],
  ])('is refused as %s', (_, config, given, reason) => {
    expect(authenticate(config, given)).toEqual(refused(reason));
  });

  it('is either sent or used to sign, not both', () => {
    expect(() => authenticate({ token: SECRET, secret: SECRET })).toThrow(
      'either its secret (token) or a signature (secret)',
    );
  });
});

describe('the signature of Nexus', () => {
  const authenticate = (given?: string) =>
    servedSource(nexusSourceType, { secret: SECRET }).authenticate(
      webhookRequest({
        headers: { 'X-Nexus-Webhook-Signature': given },
        query: { token: SECRET },
        body: BODY,
      }),
    );

  it('is an HMAC of SHA-1', () => {
    expect(authenticate(sign('sha1'))).toEqual(accepted);
  });

  const unfit =
    'the signature in X-Nexus-Webhook-Signature does not match the body';

  it.each([
    [undefined, 'the header X-Nexus-Webhook-Signature is missing'],
    [sign('sha1', 'x'), unfit],
    [sign('sha1', SECRET, ''), unfit],
    [sign('sha256'), unfit],
    [SECRET, unfit],
  ])('is refused as %p', (given, reason) => {
    expect(authenticate(given)).toEqual(refused(reason));
  });
});
