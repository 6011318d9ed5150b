import { createHmac } from 'node:crypto';
import {
  checkBodyHmac,
  checkSharedToken,
  equalSecrets,
  refuse,
} from './credentials';
import { webhookRequest } from './testing';

describe('equalSecrets', () => {
  it.each([
    ['same', 'same', true],
    ['same', 'Same', false],
    ['short', 'shorter', false],
    ['', '', true],
  ])('compares %p with %p', (a, b, equal) => {
    expect(equalSecrets(a, b)).toBe(equal);
  });
});

describe('checkBodyHmac', () => {
  const hmac = (body: string, algorithm = 'sha256') =>
    createHmac(algorithm, 'key').update(body).digest('hex');

  const check = (header: string | undefined, prefix?: string) =>
    checkBodyHmac({
      request: webhookRequest({ headers: { 'X-Sig': header }, body: 'body' }),
      header: 'X-Sig',
      secret: 'key',
      algorithm: 'sha256',
      prefix,
    });

  it('accepts the digest of the body, with and without a prefix', () => {
    expect(check(hmac('body'))).toEqual({ authenticated: true });
    expect(check(`v1=${hmac('body')}`, 'v1=')).toEqual({ authenticated: true });
  });

  it('knows SHA-1, for senders that know no better', () => {
    expect(
      checkBodyHmac({
        request: webhookRequest({
          headers: { 'x-sig': hmac('body', 'sha1') },
          body: 'body',
        }),
        header: 'X-Sig',
        secret: 'key',
        algorithm: 'sha1',
      }),
    ).toEqual({ authenticated: true });
  });

  it.each([
    ['missing', undefined, 'the header X-Sig is missing'],
    ['empty', '', 'the header X-Sig is missing'],
    ['of another body', hmac('bodies'), 'does not match the body'],
    ['cut short', hmac('body').slice(0, 32), 'does not match the body'],
    ['sent twice', `${hmac('body')},${hmac('body')}`, 'does not match'],
  ])('refuses a signature that is %s', (_, header, reason) => {
    expect(check(header)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

describe('checkSharedToken', () => {
  const basic = (pair: string) =>
    `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each([
    ['as a bearer token', { authorization: 'Bearer s3cret' }, {}],
    ['with the scheme in any case', { authorization: 'bearer s3cret' }, {}],
    ['as a password', { authorization: basic('registry:s3cret') }, {}],
    ['as a password of nobody', { authorization: basic(':s3cret') }, {}],
    ['in the query', {}, { token: 's3cret' }],
  ])('accepts the token %s', (_, headers, query) => {
    expect(
      checkSharedToken(webhookRequest({ headers, query, body: '' }), 's3cret'),
    ).toEqual({ authenticated: true });
  });

  it('accepts a password with a colon in it', () => {
    const request = webhookRequest({
      headers: { authorization: basic('registry:a:b') },
      body: '',
    });
    expect(checkSharedToken(request, 'a:b')).toEqual({ authenticated: true });
  });

  it.each([
    ['no token', {}, {}, 'the request carries no token'],
    ['an empty header', { authorization: '' }, {}, 'carries no token'],
    ['a scheme alone', { authorization: 'Bearer' }, {}, 'carries no token'],
    ['another scheme', { authorization: 'Digest s3cret' }, {}, 'no token'],
    [
      'basic without a colon',
      { authorization: basic('s3cret') },
      {},
      'no token',
    ],
    ['another token', { authorization: 'Bearer secret' }, {}, 'is wrong'],
    ['another password', { authorization: basic('s3cret:x') }, {}, 'is wrong'],
    ['another query', {}, { token: 'x' }, 'the token is wrong'],
    [
      'a wrong header beside a right query',
      { authorization: 'Bearer x' },
      { token: 's3cret' },
      'the token is wrong',
    ],
  ])('refuses %s', (_, headers, query, reason) => {
    expect(
      checkSharedToken(webhookRequest({ headers, query, body: '' }), 's3cret'),
    ).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

describe('refuse', () => {
  it('is the answer of a source with checks of its own', () => {
    expect(refuse('the audience is another')).toEqual({
      authenticated: false,
      reason: 'the audience is another',
    });
  });
});
