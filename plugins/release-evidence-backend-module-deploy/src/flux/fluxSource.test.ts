import { createHmac } from 'node:crypto';
import {
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { digestOf, keysOf, TOKEN } from '../__testUtils__/deliveries';
import { fluxEvent } from '../__testUtils__/fluxEvents';
import { fluxSourceType } from './fluxSource';

describe('the configuration', () => {
  it.each([
    [{ secret: 's' }, true],
    [{ token: 't', secret: 's', environment: 'production' }, true],
    [{ token: 't', namespaces: { apps: 'production' } }, true],
    [{ token: 't', repository: 'https://github.com/acme/fleet.git' }, true],
    [{ token: 't', repository: 'fleet' }, false],
    [{ secret: '' }, false],
    [{ tokens: 't' }, false],
  ])('%j is valid: %p', (config, valid) => {
    const whole = { type: 'flux', ...config };
    expect(fluxSourceType.configSchema.safeParse(whole).success).toBe(valid);
  });
});

describe('the signature', () => {
  const secret = 'flux-secret';
  const body = JSON.stringify(fluxEvent());
  const sign = (text: string, key = secret) =>
    `sha256=${createHmac('sha256', key).update(text).digest('hex')}`;
  const authenticate = (
    config: Record<string, unknown>,
    headers: Record<string, string>,
  ) =>
    servedSource(fluxSourceType, config).authenticate(
      webhookRequest({ headers, body }),
    );

  it('is accepted over the body as it is', () => {
    expect(authenticate({ secret }, { 'X-Signature': sign(body) })).toEqual({
      authenticated: true,
    });
  });

  it.each<[string, Record<string, unknown>, Record<string, string>, string]>([
    ['missing', { secret }, {}, 'the header X-Signature is missing'],
    [
      'of another body',
      { secret },
      { 'X-Signature': sign('{}') },
      'does not match',
    ],
    [
      'of another secret',
      { secret },
      { 'X-Signature': sign(body, 'x') },
      'does not match',
    ],
    [
      'without its prefix',
      { secret },
      { 'X-Signature': sign(body).slice(7) },
      'does not match',
    ],
    [
      'replaced by a token that is not configured',
      { secret },
      { Authorization: `Bearer ${TOKEN}` },
      'is missing',
    ],
    [
      'wrong beside a right token',
      { secret, token: TOKEN },
      { 'X-Signature': 'sha256=0', Authorization: `Bearer ${TOKEN}` },
      'does not match',
    ],
  ])('is refused when %s', (_, config, headers, reason) => {
    expect(authenticate(config, headers)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('may be left out where a token is configured, too', () => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect(authenticate({ secret, token: TOKEN }, headers)).toEqual({
      authenticated: true,
    });
  });
});

const source = servedSource(fluxSourceType, { token: TOKEN });

describe('the key', () => {
  it('is the same at a repeat and another for anything else', () => {
    const events = [
      fluxEvent(),
      fluxEvent({ reason: 'Progressing' }),
      fluxEvent({ timestamp: '2026-10-01T10:10:00Z' }),
      fluxEvent({ metadata: { revision: `1.4.3@${digestOf('b')}` } }),
      fluxEvent({ uid: 'other' }),
      fluxEvent({ uid: null }),
    ];
    const keys = events.flatMap(body => keysOf(source, body));
    expect(new Set(keys).size).toBe(events.length);
    expect(keysOf(source, { ...fluxEvent(), message: 'again' })).toEqual([
      keys[0],
    ]);
  });
});
