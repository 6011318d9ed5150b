import { createHmac } from 'node:crypto';
import { equalSecrets, refuse } from './credentials';
import type { WebhookRequest } from './request';
import type { Authentication } from './source';

/*
 * Standard Webhooks
 *
 * The project's own library reads the clock, reads bodies as text and throws
 * without saying which of its checks failed. Here the time is a parameter, the
 * body stays bytes, and an operator is told what is wrong.
 */

const TOLERANCE_SECONDS = 5 * 60;

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Checks the headers of Standard Webhooks: `webhook-id`, `webhook-timestamp`
 * not more than five minutes from now, and `webhook-signature` with one or more
 * signatures, of which one has to be right while a secret is being changed.
 *
 * @param secret - base64 behind `whsec_`; without that, base64 or plain text
 * @public
 */
export function checkStandardWebhook(options: {
  request: WebhookRequest;
  secret: string;
  now: Date;
}): Authentication {
  const { request, secret, now } = options;
  const id = request.headers['webhook-id'];
  const timestamp = request.headers['webhook-timestamp'];
  const signatures = request.headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    const names = Object.entries({
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures,
    });
    const [missing] = names.find(([, value]) => !value)!;
    return refuse(`the header ${missing} is missing`);
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    return refuse('webhook-timestamp is no number of seconds since 1970');
  }
  const age = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(age) > TOLERANCE_SECONDS) {
    return refuse(
      `webhook-timestamp is more than five minutes ${
        age > 0 ? 'old' : 'ahead'
      }; compare the clocks`,
    );
  }
  const keys = keysOf(secret);
  if (keys.length === 0) {
    return refuse('the configured secret is no base64 behind whsec_');
  }
  const expected = keys.map(key =>
    createHmac('sha256', key)
      .update(`${id}.${timestamp}.`)
      .update(request.body)
      .digest('base64'),
  );
  const given = signatures
    .split(/\s+/)
    .filter(signature => signature.startsWith('v1,'))
    .map(signature => signature.slice('v1,'.length));
  return given.some(one => expected.some(right => equalSecrets(one, right)))
    ? { authenticated: true }
    : refuse('no signature in webhook-signature matches the body');
}

/** Without the prefix, senders take a secret for base64 or for its own text. */
function keysOf(secret: string): Buffer[] {
  const bare = secret.replace(/^whsec_/, '');
  const decoded = BASE64.test(bare) ? [Buffer.from(bare, 'base64')] : [];
  return bare === secret ? [...decoded, Buffer.from(secret)] : decoded;
}
