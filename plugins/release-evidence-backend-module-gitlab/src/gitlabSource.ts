import {
  bodyHash,
  Observed,
  parseJsonBody,
  readPayload,
  Source,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { readersFor } from './events';
import { checkCredentials, GitlabCredentials } from './gitlabCredentials';

const HOST =
  /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|[a-z0-9-]+(?=:))(:\d{1,5})?$/i;

const configSchema = z.strictObject({
  type: z.literal('gitlab'),
  token: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  /** Where the projects are, when their addresses name another host. */
  host: z
    .string()
    .regex(
      HOST,
      'write the host alone, with its port if it has one: gitlab.acme.test, gitlab:8443',
    )
    .optional(),
});

/**
 * GitLab's webhooks. It names them in the body; an event that is sent again, by
 * itself or by hand, keeps its `Idempotency-Key`.
 *
 * @public
 */
export const gitlabSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'gitlab',
  configSchema,
  create: ({ token, secret, host }) =>
    token || secret
      ? createGitlabSource({ token, secret }, host)
      : { notServed: 'neither a token nor a secret is configured' },
};

const UUID_HEADER = 'x-gitlab-event-uuid';
const KEY_HEADERS = ['webhook-id', 'idempotency-key', UUID_HEADER];

const EVENT_NAME = /^[a-z_]{1,60}$/;

function createGitlabSource(
  credentials: GitlabCredentials,
  host: string | undefined,
): Source {
  const readers = readersFor(host);
  return {
    keepHeaders: KEY_HEADERS,
    authenticate: request => checkCredentials(request, credentials),
    identify: request => {
      const kind = kindOf(parseJsonBody(request.body));
      return {
        type:
          'value' in kind && EVENT_NAME.test(kind.value) ? kind.value : null,
        keys: [keyOf(request)],
      };
    },
    observe: (delivery): Observed => {
      const payload = parseJsonBody(delivery.body);
      const kind = kindOf(payload);
      if ('reason' in kind) {
        return { events: [], reason: kind.reason };
      }
      const said =
        readers.get(kind.value)?.(payload, delivery.receivedAt) ??
        `${eventName(kind.value)} hold no release evidence`;
      return typeof said === 'string'
        ? { events: [], reason: said }
        : { events: [{ key: keyOf(delivery), observations: said }] };
    },
  };
}

function eventName(kind: string): string {
  return EVENT_NAME.test(kind) ? `${kind} events` : 'Such events';
}

/** System hooks have an `event_name` instead. */
function kindOf(payload: unknown): { value: string } | { reason: string } {
  const reading = readPayload(
    z.object({
      object_kind: z.string().nullish(),
      event_name: z.string().nullish(),
    }),
    payload,
  );
  if ('reason' in reading) {
    return reading;
  }
  const kind = reading.value.object_kind ?? reading.value.event_name;
  return kind
    ? { value: kind }
    : {
        reason:
          'object_kind: missing; a custom webhook template must not leave it out',
      };
}

/*
 * What names an event
 *
 * `webhook-id` is `Idempotency-Key` under a name that the signature covers, and
 * both stay the same when an event is sent again. Before GitLab 17.4 there was
 * neither, only a UUID that all events of a chain share when a webhook's
 * receiver causes further events. It takes the body to tell those apart.
 */

function keyOf({
  headers,
  body,
}: Pick<WebhookRequest, 'headers' | 'body'>): string {
  const key = headers['webhook-id'] || headers['idempotency-key'];
  if (key) {
    return key;
  }
  const uuid = headers[UUID_HEADER];
  return uuid ? `${uuid}/${bodyHash(body)}` : bodyHash(body);
}
