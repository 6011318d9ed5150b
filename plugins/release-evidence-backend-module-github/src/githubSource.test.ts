import { createHmac } from 'node:crypto';
import {
  deliverTo,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { githubSourceType } from './githubSource';
import { COMMIT, repository } from './__testUtils__/payloads';
import { githubRequest, reasonFor, SECRET, source } from './__testUtils__/send';

const push = { ref: 'refs/heads/main', after: COMMIT, repository };

const authenticate = (headers: Record<string, string>, body: string) =>
  source.authenticate(webhookRequest({ headers, body }));

const hmac = (algorithm: string, body: string) =>
  `${algorithm}=${createHmac(algorithm, SECRET).update(body).digest('hex')}`;

describe('the configuration', () => {
  it.each([
    ['no secret', { type: 'github' }, true],
    ['a secret', { type: 'github', secret: 's' }, true],
    ['an empty secret', { type: 'github', secret: '' }, false],
    ['a misspelt key', { type: 'github', secrets: 's' }, false],
    ['a token', { type: 'github', token: 't' }, false],
  ])('with %s is valid: %p', (_, config, valid) => {
    expect(githubSourceType.configSchema.safeParse(config).success).toBe(valid);
  });

  it('serves nothing without a secret, as nobody could be told apart', () => {
    expect(githubSourceType.create({ type: 'github' })).toEqual({
      notServed: 'no secret is configured',
    });
  });
});

describe('the signature', () => {
  it('is the one that GitHub publishes as its example', () => {
    expect(
      authenticate(
        {
          'X-Hub-Signature-256':
            'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
        },
        'Hello, World!',
      ),
    ).toEqual({ authenticated: true });
  });

  it('covers the bytes of a form, not the payload inside', () => {
    const form = new URLSearchParams({
      payload: JSON.stringify(push),
    }).toString();
    const signed = { 'X-Hub-Signature-256': hmac('sha256', form) };
    expect(authenticate(signed, form)).toEqual({ authenticated: true });
    expect(authenticate(signed, JSON.stringify(push))).toEqual({
      authenticated: false,
      reason: 'the signature in X-Hub-Signature-256 does not match the body',
    });
  });

  it.each([
    ['no signature', {}, 'the header X-Hub-Signature-256 is missing'],
    [
      'only the old SHA-1 signature',
      { 'X-Hub-Signature': hmac('sha1', 'body') },
      'the header X-Hub-Signature-256 is missing',
    ],
    [
      'a SHA-1 signature in the new header',
      { 'X-Hub-Signature-256': hmac('sha1', 'body') },
      'does not match the body',
    ],
    [
      'a signature of another body',
      { 'X-Hub-Signature-256': hmac('sha256', 'other') },
      'does not match the body',
    ],
    [
      'a signature without its prefix',
      { 'X-Hub-Signature-256': hmac('sha256', 'body').slice(7) },
      'does not match the body',
    ],
  ])('is refused: %s', (_, headers: Record<string, string>, reason) => {
    expect(authenticate(headers, 'body')).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

describe('the identity of a delivery', () => {
  it('is its id, which a redelivery repeats', () => {
    expect(
      source.identify(
        webhookRequest(githubRequest('push', JSON.stringify(push))),
      ),
    ).toEqual({ type: 'push', keys: ['d-1'] });
  });

  it.each(['X-GitHub-Event', 'X-GitHub-Delivery'])(
    'cannot be told without %s',
    name => {
      const request = githubRequest('push', JSON.stringify(push));
      expect(() =>
        source.identify(
          webhookRequest({
            ...request,
            headers: { ...request.headers, [name]: undefined },
          }),
        ),
      ).toThrow(`The header ${name} is missing`);
    },
  );

  it.each([
    ['is no JSON', 'application/json', '[', 'it ends too early'],
    ['is empty', 'application/json', '', 'The body is empty'],
    [
      'is a form without a payload',
      'application/x-www-form-urlencoded',
      'a=b',
      'The form has no field "payload"; set the content type of the webhook to application/json.',
    ],
    [
      'is a form with a payload that is no JSON',
      'application/x-www-form-urlencoded',
      'payload=%5B',
      'it ends too early',
    ],
  ])('cannot be told when the body %s', (_, contentType, body, message) => {
    const request = githubRequest('push', body);
    expect(() =>
      source.identify(
        webhookRequest({
          ...request,
          headers: { ...request.headers, 'Content-Type': contentType },
        }),
      ),
    ).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('what a delivery says', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'Application/X-WWW-Form-Urlencoded; charset=utf-8',
  ])('is read out of a form (%s)', contentType => {
    const request = githubRequest(
      'push',
      new URLSearchParams({
        payload: JSON.stringify({ ...push, compare: 'https://x.test/a+b?c=1' }),
      }).toString(),
    );
    const { authentication, observed } = deliverTo(source, {
      ...request,
      headers: { ...request.headers, 'Content-Type': contentType },
    });
    expect(authentication).toEqual({ authenticated: true });
    expect(observed.events).toEqual([
      {
        key: 'd-1',
        observations: [
          expect.objectContaining({
            kind: 'commits-pushed',
            after: COMMIT,
            link: 'https://x.test/a+b?c=1',
          }),
        ],
      },
    ]);
  });

  it('is read as JSON when nobody says what it is', () => {
    const request = githubRequest('push', JSON.stringify(push));
    const { observed } = deliverTo(source, {
      ...request,
      headers: { ...request.headers, 'Content-Type': undefined },
    });
    expect(observed.events).toHaveLength(1);
  });

  it('is the same at every replay', () => {
    const request = githubRequest('push', JSON.stringify(push));
    expect(deliverTo(source, request)).toEqual(deliverTo(source, request));
  });

  it.each([
    ['ping', 'ping events hold no release evidence'],
    ['star', 'star events hold no release evidence'],
    ['constructor', 'constructor events hold no release evidence'],
    ['__proto__', '__proto__ events hold no release evidence'],
    ['<script>', 'Such events hold no release evidence'],
    ['x'.repeat(100), 'Such events hold no release evidence'],
  ])('is nothing for %s events', (event, reason) => {
    expect(reasonFor(event, { zen: 'Keep it logically awesome.' })).toBe(
      reason,
    );
  });
});
