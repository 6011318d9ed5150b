import {
  Authentication,
  bodyHash,
  CLOUD_EVENT_HEADERS,
  equalSecrets,
  parseJsonBody,
  readCloudEvent,
  refuse,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { createEventSource, fieldOf, SentEvent } from '../eventSource';
import { hostSetting } from '../registryHost';
import { readHarborEvent } from './harborEvent';

const configSchema = z.strictObject({
  type: z.literal('harbor'),
  token: z.string().min(1).optional(),
  host: hostSetting,
});

/**
 * Webhooks of Harbor, in its own format or as CloudEvents. Harbor sends the
 * policy's "auth header" as it was typed in, tries three times, and names only
 * CloudEvents.
 *
 * @public
 */
export const harborSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'harbor',
  configSchema,
  create: ({ token, host }) =>
    token
      ? createEventSource({
          keepHeaders: [...CLOUD_EVENT_HEADERS, 'ce-operator'],
          authenticate: request => authenticate(request, token),
          open,
          read: (payload, receivedAt) =>
            readHarborEvent(payload, { host, receivedAt }),
        })
      : { notServed: 'no token is configured' },
};

function authenticate(
  { headers }: WebhookRequest,
  token: string,
): Authentication {
  if (!headers.authorization) {
    return refuse('the header Authorization is missing');
  }
  return equalSecrets(headers.authorization, token)
    ? { authenticated: true }
    : refuse('the header Authorization is not the configured token');
}

/** CloudEvents become what Harbor sends in its own format. */
function open(request: Pick<WebhookRequest, 'headers' | 'body'>): {
  type: unknown;
  events: SentEvent[];
} {
  if (!isCloudEvent(request)) {
    const payload = parseJsonBody(request.body);
    return {
      type: fieldOf(payload, 'type'),
      events: [{ key: bodyHash(request.body), payload }],
    };
  }
  const reading = readCloudEvent(request);
  if ('reason' in reading) {
    throw new InputError(`The body is no CloudEvent: ${reading.reason}.`);
  }
  const several = reading.value.length > 1;
  return {
    type: reading.value[0]?.type,
    events: reading.value.map((event, index) => ({
      key: `${event.source}#${event.id}`,
      at: several ? String(index) : undefined,
      payload: {
        type: event.type,
        occur_at: event.time,
        operator: event.extensions.operator,
        event_data: event.data,
      },
    })),
  };
}

function isCloudEvent({
  headers,
  body,
}: Pick<WebhookRequest, 'headers' | 'body'>): boolean {
  return (
    headers['ce-specversion'] !== undefined ||
    /^application\/cloudevents/i.test(headers['content-type'] ?? '') ||
    fieldOf(parseJsonBody(body), 'specversion') !== undefined
  );
}
