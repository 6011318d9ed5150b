import { createHmac } from 'node:crypto';
import { checkStandardWebhook } from './standardWebhooks';
import { describeWithCorpus, webhookRequest } from './testing';

const NOW = new Date('2026-11-01T00:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const KEY = Buffer.from('0123456789abcdef0123456789abcdef');
const SECRET = `whsec_${KEY.toString('base64')}`;
const BODY = '{"a":1}';

function sign(
  key: Buffer | string = KEY,
  timestamp: number | string = SECONDS,
) {
  const mac = createHmac('sha256', key).update(`m1.${timestamp}.${BODY}`);
  return `v1,${mac.digest('base64')}`;
}

function check(headers: Record<string, unknown> = {}, secret = SECRET) {
  const request = webhookRequest({
    headers: {
      'webhook-id': 'm1',
      'webhook-timestamp': String(SECONDS),
      'webhook-signature': sign(),
      ...headers,
    },
    body: BODY,
  });
  return checkStandardWebhook({ request, secret, now: NOW });
}

describe('checkStandardWebhook', () => {
  it.each([
    ['one signature', {}],
    ['several', { 'webhook-signature': `v1,AAAA v1a,BBBB  ${sign()}` }],
    [
      'a clock a little behind',
      {
        'webhook-timestamp': String(SECONDS - 300),
        'webhook-signature': sign(KEY, SECONDS - 300),
      },
    ],
    [
      'a clock a little ahead',
      {
        'webhook-timestamp': String(SECONDS + 300),
        'webhook-signature': sign(KEY, SECONDS + 300),
      },
    ],
  ])('accepts %s', (_, headers) => {
    expect(check(headers)).toEqual({ authenticated: true });
  });

  it.each([
    ['without its prefix', KEY.toString('base64'), KEY],
    ['in the alphabet for URLs', 'whsec_-_-_', Buffer.from('-_-_', 'base64')],
    ['that is text', 'a secret text!', 'a secret text!'],
    ['that is text and could be base64', 'secrettext', 'secrettext'],
  ])('accepts a secret %s', (_, secret, key) => {
    expect(check({ 'webhook-signature': sign(key) }, secret)).toEqual({
      authenticated: true,
    });
  });

  it.each([
    ['no id', { 'webhook-id': undefined }, 'webhook-id is missing'],
    [
      'no time',
      { 'webhook-timestamp': undefined },
      'webhook-timestamp is missing',
    ],
    [
      'no signature',
      { 'webhook-signature': undefined },
      'webhook-signature is missing',
    ],
    ['another id', { 'webhook-id': 'm2' }, 'no signature'],
    ['another time', { 'webhook-timestamp': `${SECONDS - 1}` }, 'no signature'],
    ['words for a time', { 'webhook-timestamp': 'now' }, 'no number'],
    ['a fraction of a time', { 'webhook-timestamp': '1.5' }, 'no number'],
    [
      'what is too old',
      {
        'webhook-timestamp': String(SECONDS - 301),
        'webhook-signature': sign(KEY, SECONDS - 301),
      },
      'five minutes old',
    ],
    [
      'what is too new',
      {
        'webhook-timestamp': String(SECONDS + 301),
        'webhook-signature': sign(KEY, SECONDS + 301),
      },
      'five minutes ahead',
    ],
    [
      'another key',
      { 'webhook-signature': sign('another') },
      'no signature in webhook-signature matches',
    ],
    [
      'another version',
      { 'webhook-signature': sign().replace('v1,', 'v2,') },
      'no signature',
    ],
    [
      'a signature without a version',
      { 'webhook-signature': sign().slice(3) },
      'no signature',
    ],
  ])('refuses %s', (_, headers, reason) => {
    expect(check(headers)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it.each(['whsec_', 'whsec_not base64', 'whsec_!'])(
    'has no key in the secret %p, not even an empty one',
    secret => {
      expect(check({ 'webhook-signature': sign('') }, secret)).toEqual({
        authenticated: false,
        reason: 'the configured secret is no base64 behind whsec_',
      });
    },
  );
});

describeWithCorpus('the published vectors', 'standard-webhooks', files => {
  const vectors = files
    .filter(({ name }) => name.endsWith('.json'))
    .map(({ name, read }) => [name, JSON.parse(read().toString())] as const);

  it.each(vectors)('%s is met', (_, { secret, headers, body }) => {
    const now = new Date(Number(headers['webhook-timestamp']) * 1000);
    const request = webhookRequest({ headers, body });
    expect(checkStandardWebhook({ request, secret, now })).toEqual({
      authenticated: true,
    });
    expect(
      checkStandardWebhook({
        request: { ...request, body: Buffer.from(`${body} `) },
        secret,
        now,
      }),
    ).toMatchObject({ authenticated: false });
  });
});
