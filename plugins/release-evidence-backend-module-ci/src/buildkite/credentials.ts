import {
  Authentication,
  equalSecrets,
  refuse,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { createHmac } from 'node:crypto';

export const SIGNATURE = 'x-buildkite-signature';

const TOLERANCE_SECONDS = 5 * 60;

/** `timestamp=<seconds>,signature=<hex>`, the HMAC of both the time and body. */
export function checkSignature(
  { headers, body }: WebhookRequest,
  secret: string,
  now: Date,
): Authentication {
  const given = headers[SIGNATURE];
  if (!given) {
    return refuse('the header X-Buildkite-Signature is missing');
  }
  const [, timestamp, signature] =
    /^timestamp=(\d{1,12}), ?signature=([0-9a-f]{64})$/.exec(given) ?? [];
  if (!timestamp) {
    return refuse(
      'X-Buildkite-Signature is not of the form timestamp=…,signature=…',
    );
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    return refuse(
      'the timestamp in X-Buildkite-Signature is more than five minutes from now; compare the clocks',
    );
  }
  const expected = createHmac('sha256', secret)
    .update(`${timestamp}.`)
    .update(body)
    .digest('hex');
  return equalSecrets(signature, expected)
    ? { authenticated: true }
    : refuse('the signature in X-Buildkite-Signature does not match the body');
}

export function checkToken(
  { headers }: WebhookRequest,
  token: string,
): Authentication {
  const given = headers['x-buildkite-token'];
  if (!given) {
    return refuse('the header X-Buildkite-Token is missing');
  }
  return equalSecrets(given, token)
    ? { authenticated: true }
    : refuse('the token in X-Buildkite-Token is wrong');
}
