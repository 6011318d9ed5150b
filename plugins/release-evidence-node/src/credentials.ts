import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest } from './request';
import type { Authentication } from './source';

/**
 * Compares two strings in a time that does not tell where they differ.
 *
 * @public
 */
export function equalSecrets(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Checks a hexadecimal HMAC over the raw body.
 *
 * @param prefix - what stands before the hexadecimal digits, as `sha256=`
 * @public
 */
export function checkBodyHmac(options: {
  request: WebhookRequest;
  header: string;
  secret: string;
  algorithm: 'sha256' | 'sha1';
  prefix?: string;
}): Authentication {
  const { request, header, secret, algorithm, prefix = '' } = options;
  const given = request.headers[header.toLowerCase()];
  if (!given) {
    return refuse(`the header ${header} is missing`);
  }
  const expected = `${prefix}${createHmac(algorithm, secret)
    .update(request.body)
    .digest('hex')}`;
  return equalSecrets(given, expected)
    ? { authenticated: true }
    : refuse(`the signature in ${header} does not match the body`);
}

/**
 * Checks a shared token: `Authorization: Bearer`, the password of basic
 * authentication, or, last, the query parameter `token`. The first that is
 * there decides, so that a wrong one is never made good by another.
 *
 * @public
 */
export function checkSharedToken(
  request: WebhookRequest,
  token: string,
): Authentication {
  const given = sharedTokenOf(request);
  if (given === undefined) {
    return refuse('the request carries no token');
  }
  return equalSecrets(given, token)
    ? { authenticated: true }
    : refuse('the token is wrong');
}

function sharedTokenOf(request: WebhookRequest): string | undefined {
  const [scheme, value] = (request.headers.authorization ?? '').split(/\s+/, 2);
  if (value && scheme.toLowerCase() === 'bearer') {
    return value;
  }
  if (value && scheme.toLowerCase() === 'basic') {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    return colon < 0 ? undefined : pair.slice(colon + 1);
  }
  return request.query.get('token') ?? undefined;
}

/**
 * The answer to a request that does not prove who sent it.
 *
 * @param reason - for operators; holds nothing of the request
 * @public
 */
export function refuse(reason: string): Authentication {
  return { authenticated: false, reason };
}
