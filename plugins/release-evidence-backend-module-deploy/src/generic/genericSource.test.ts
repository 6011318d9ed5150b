import { createHmac } from 'node:crypto';
import {
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { keysOf, observe } from '../__testUtils__/deliveries';
import { EVENTS } from '../__testUtils__/genericEvents';
import { genericSourceType } from './genericSource';

const SECRET = 'generic-secret';

const source = servedSource(genericSourceType, { secret: SECRET });

describe('the configuration', () => {
  it.each([
    [{ secret: 's' }, true],
    [{ secret: '' }, false],
    [{ token: 't' }, false],
  ])('%j is valid: %p', (config, valid) => {
    const whole = { type: 'generic', ...config };
    expect(genericSourceType.configSchema.safeParse(whole).success).toBe(valid);
  });

  it('serves nothing without a secret', () => {
    expect(genericSourceType.create({ type: 'generic' })).toEqual({
      notServed: 'no secret is configured',
    });
  });
});

describe('the signature', () => {
  const body = JSON.stringify(EVENTS.artifact);
  const sign = (text: string, key = SECRET) =>
    `sha256=${createHmac('sha256', key).update(text).digest('hex')}`;
  const authenticate = (headers: Record<string, string>) =>
    source.authenticate(webhookRequest({ headers, body }));

  it('is accepted over the body as it is', () => {
    expect(authenticate({ 'X-Signature-256': sign(body) })).toEqual({
      authenticated: true,
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['missing', {}, 'the header X-Signature-256 is missing'],
    ['in another header', { 'X-Hub-Signature-256': sign(body) }, 'is missing'],
    [
      'of another body',
      { 'X-Signature-256': sign(`${body} `) },
      'does not match',
    ],
    [
      'of another secret',
      { 'X-Signature-256': sign(body, 'x') },
      'does not match',
    ],
    [
      'without its prefix',
      { 'X-Signature-256': sign(body).slice(7) },
      'does not match',
    ],
    [
      'replaced by a token',
      { Authorization: `Bearer ${SECRET}` },
      'is missing',
    ],
  ])('is refused when %s', (_, headers, reason) => {
    expect(authenticate(headers)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

describe('the key', () => {
  it('is the id of the event', () => {
    expect(source.identify(webhookRequest({ body: EVENTS.build }))).toEqual({
      type: 'build',
      keys: ['build-1'],
    });
  });

  it('is that of each event in a list', () => {
    const body = Object.values(EVENTS);
    const { events } = observe(source, body);
    expect(source.identify(webhookRequest({ body })).type).toBeNull();
    expect(keysOf(source, body)).toEqual(body.map(({ id }) => id));
    expect(events.map(({ key }) => key)).toEqual(body.map(({ id }) => id));
    expect(
      events.map(({ observations }) => observations.map(({ kind }) => kind)),
    ).toEqual([
      ['artifact-pushed'],
      ['build-run', 'build-job'],
      ['deployment'],
      ['approval'],
    ]);
  });
});
