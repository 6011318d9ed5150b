import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import { createHmac } from 'node:crypto';
import { buildEvent, jobEvent } from '../__testUtils__/buildkitePayloads';
import { sourceOf } from '../__testUtils__/send';
import { buildkiteSourceType } from './buildkiteSource';

const NOW = Math.floor(Date.now() / 1000);
const BODY = '{"event":"ping"}';

function signature(secret = 's', timestamp = NOW, body = BODY) {
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`);
  return `timestamp=${timestamp},signature=${mac.digest('hex')}`;
}

const authenticate = (config: object, headers: Record<string, string>) =>
  sourceOf('buildkite', { token: undefined, ...config }).authenticate(
    webhookRequest({ headers, body: BODY }),
  );

describe('the proof of who sent it', () => {
  it.each([
    ['a signature', { secret: 's' }, { 'X-Buildkite-Signature': signature() }],
    ['a token', { token: 't' }, { 'X-Buildkite-Token': 't' }],
    [
      'a signature, where both are configured',
      { secret: 's', token: 't' },
      { 'X-Buildkite-Signature': signature() },
    ],
    [
      'a token, where both are configured',
      { secret: 's', token: 't' },
      { 'X-Buildkite-Token': 't' },
    ],
  ])('is %s', (_, config, headers) => {
    expect(authenticate(config, headers as Record<string, string>)).toEqual({
      authenticated: true,
    });
  });

  it.each([
    ['no signature', { secret: 's' }, {}, 'X-Buildkite-Signature is missing'],
    [
      'a signature of another secret',
      { secret: 's' },
      { 'X-Buildkite-Signature': signature('x') },
      'does not match the body',
    ],
    [
      'a signature of another body',
      { secret: 's' },
      { 'X-Buildkite-Signature': signature('s', NOW, '{}') },
      'does not match the body',
    ],
    [
      'a signature with another time than the one signed',
      { secret: 's' },
      {
        'X-Buildkite-Signature': signature().replace(`${NOW}`, `${NOW - 1}`),
      },
      'does not match the body',
    ],
    [
      'an old signature',
      { secret: 's' },
      { 'X-Buildkite-Signature': signature('s', NOW - 400) },
      'more than five minutes from now',
    ],
    [
      'half a signature',
      { secret: 's' },
      { 'X-Buildkite-Signature': 'signature=00' },
      'not of the form',
    ],
    [
      'a token where a signature is asked for',
      { secret: 's' },
      { 'X-Buildkite-Token': 's' },
      'X-Buildkite-Signature is missing',
    ],
    ['no token', { token: 't' }, {}, 'X-Buildkite-Token is missing'],
    ['another token', { token: 't' }, { 'X-Buildkite-Token': 'x' }, 'is wrong'],
    [
      'a wrong signature beside a right token',
      { secret: 's', token: 't' },
      { 'X-Buildkite-Signature': signature('x'), 'X-Buildkite-Token': 't' },
      'does not match the body',
    ],
  ])('is not %s', (_, config, headers, reason) => {
    expect(
      authenticate(config, headers as unknown as Record<string, string>),
    ).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('has to be configured', () => {
    expect(buildkiteSourceType.create({ type: 'buildkite' })).toEqual({
      notServed: 'neither a secret nor a token is configured',
    });
  });

  it.each([{ secrets: 's' }, { secret: '' }, { gates: { key: 7 } }])(
    'is not configured by %j',
    config => {
      expect(
        buildkiteSourceType.configSchema.safeParse({
          type: 'buildkite',
          ...config,
        }).success,
      ).toBe(false);
    },
  );
});

describe('the identity of a delivery', () => {
  const identify = (body: unknown) =>
    sourceOf('buildkite').identify(webhookRequest({ body }));

  it('is the same for a repeat, and another for another state', () => {
    const finished = buildEvent('build.finished');
    expect(identify(finished).type).toBe('build.finished');
    expect(identify(finished)).toEqual(identify(finished));
    const keys = [
      finished,
      buildEvent('build.running', { state: 'running' }),
      buildEvent('build.finished', { state: 'blocked' }),
      buildEvent('build.finished', { finished_at: '2026-10-01 12:00:00 UTC' }),
      jobEvent('job.finished'),
      jobEvent('job.finished', { id: 'another' }),
    ].flatMap(event => identify(event).keys);
    expect(new Set(keys).size).toBe(6);
  });

  it('is that of the body for what has no id', () => {
    expect(identify({ event: 'ping' })).toEqual({
      type: 'ping',
      keys: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    expect(identify([])).toEqual({
      type: null,
      keys: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
  });

  it('cannot be told of what is no JSON', () => {
    expect(() => identify('{')).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
