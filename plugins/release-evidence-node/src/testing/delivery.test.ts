import { z } from 'zod';
import type { Source, SourceType } from '../source';
import { deliverTo, servedSource, webhookRequest } from './delivery';

const sourceType: SourceType<{ type: 'echo'; secret?: string }> = {
  type: 'echo',
  configSchema: z.strictObject({
    type: z.literal('echo'),
    secret: z.string().optional(),
  }),
  create: ({ secret }) =>
    secret ? echo(secret) : { notServed: 'no secret is configured' },
};

function echo(secret: string): Source {
  return {
    keepHeaders: ['x-kept'],
    authenticate: ({ headers }) =>
      headers['x-secret'] === secret
        ? { authenticated: true }
        : { authenticated: false, reason: 'wrong' },
    identify: ({ headers }) => ({ type: null, keys: [headers['x-id'] ?? ''] }),
    observe: ({ headers, body, receivedAt }) => ({
      events: [],
      reason: JSON.stringify({ headers, body: body.toString(), receivedAt }),
    }),
  };
}

describe('servedSource', () => {
  it('makes a source of a configuration that is valid', () => {
    expect(servedSource(sourceType, { secret: 's' }).keepHeaders).toEqual([
      'x-kept',
    ]);
  });

  it('refuses a configuration that is not, or that serves nothing', () => {
    expect(() => servedSource(sourceType, { secrets: 's' })).toThrow('secrets');
    expect(() => servedSource(sourceType, {})).toThrow(
      'The source is not served: no secret is configured',
    );
  });
});

describe('webhookRequest', () => {
  it('lowers the names of headers and makes bytes of the body', () => {
    const bytes = Buffer.from([0, 255]);
    expect(webhookRequest({ headers: { 'X-A': 'B' }, body: bytes })).toEqual({
      headers: { 'x-a': 'B' },
      query: new URLSearchParams(),
      body: bytes,
    });
    expect(webhookRequest({ body: 'text' }).body.toString()).toBe('text');
    expect(webhookRequest({ body: { a: 1 } }).body.toString()).toBe('{"a":1}');
  });
});

describe('deliverTo', () => {
  it('has a moment of arrival of its own', () => {
    const { authentication, observed } = deliverTo(
      servedSource(sourceType, { secret: 's' }),
      { body: {} },
    );
    expect(authentication).toEqual({ authenticated: false, reason: 'wrong' });
    expect(JSON.parse(observed.reason!).receivedAt).toBe(
      '2026-11-01T00:00:00.000Z',
    );
  });

  it('lets a source see only the headers that are kept', () => {
    const delivered = deliverTo(
      servedSource(sourceType, { secret: 's' }),
      {
        headers: {
          'X-Secret': 's',
          'X-Id': '7',
          'X-Kept': 'k',
          'Content-Type': 'application/json',
        },
        body: {},
      },
      '2026-01-01T00:00:00.000Z',
    );
    expect(delivered.authentication).toEqual({ authenticated: true });
    expect(delivered.identity).toEqual({ type: null, keys: ['7'] });
    expect(JSON.parse(delivered.observed.reason!)).toEqual({
      headers: { 'content-type': 'application/json', 'x-kept': 'k' },
      body: '{}',
      receivedAt: '2026-01-01T00:00:00.000Z',
    });
  });
});
