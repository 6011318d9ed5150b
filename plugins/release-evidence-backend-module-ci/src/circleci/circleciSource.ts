import {
  Authentication,
  equalSecrets,
  refuse,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { createEventSource } from '../eventSource';
import { optionalText } from '../fields';
import { readers } from './events';

const configSchema = z.strictObject({
  type: z.literal('circleci'),
  secret: z.string().min(1).optional(),
});

const identitySchema = z
  .object({ type: z.string(), id: optionalText })
  .transform(({ type, id }) => ({ type, key: id || undefined }));

/** The header lists signatures of several versions; v1 is the one there is. */
function checkSignature(
  { headers, body }: WebhookRequest,
  secret: string,
): Authentication {
  const given = headers['circleci-signature'];
  if (!given) {
    return refuse('the header circleci-signature is missing');
  }
  const expected = createHmac('sha256', secret).update(body).digest('hex');
  return given
    .split(',')
    .map(part => part.trim())
    .some(part => equalSecrets(part, `v1=${expected}`))
    ? { authenticated: true }
    : refuse('no v1 signature in circleci-signature matches the body');
}

/**
 * CircleCI's outbound webhooks. They are sent again until they are answered, and
 * may come twice; the event's id is the same each time.
 *
 * @public
 */
export const circleciSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'circleci',
  configSchema,
  create: ({ secret }) =>
    secret
      ? createEventSource({
          authenticate: request => checkSignature(request, secret),
          identity: identitySchema,
          readerOf: type => readers.get(type),
        })
      : { notServed: 'no secret is configured' },
};
