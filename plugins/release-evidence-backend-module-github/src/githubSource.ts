import { InputError } from '@backstage/errors';
import {
  checkBodyHmac,
  Delivery,
  Observed,
  parseJsonBody,
  Source,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import type { EventReader } from './eventReader';
import { readers } from './events';

const configSchema = z.strictObject({
  type: z.literal('github'),
  secret: z.string().min(1).optional(),
});

/**
 * GitHub's webhooks. The signature covers no time, and GitHub keeps the
 * delivery id when somebody redelivers by hand, so the id is the key.
 *
 * @public
 */
export const githubSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'github',
  configSchema,
  create: ({ secret }) =>
    secret
      ? createGithubSource(secret)
      : { notServed: 'no secret is configured' },
};

function createGithubSource(secret: string): Source {
  return {
    keepHeaders: ['x-github-event', 'x-github-delivery', 'x-github-hook-id'],
    authenticate: request =>
      checkBodyHmac({
        request,
        header: 'X-Hub-Signature-256',
        secret,
        algorithm: 'sha256',
        prefix: 'sha256=',
      }),
    identify: request => {
      const type = requiredHeader(request, 'X-GitHub-Event');
      const key = requiredHeader(request, 'X-GitHub-Delivery');
      parseBody(request);
      return { type, keys: [key] };
    },
    observe: delivery => {
      const type = requiredHeader(delivery, 'X-GitHub-Event');
      const key = requiredHeader(delivery, 'X-GitHub-Delivery');
      const reader = readers.get(type);
      return reader
        ? read(reader, key, delivery)
        : { events: [], reason: `${eventName(type)} hold no release evidence` };
    },
  };
}

function read(reader: EventReader, key: string, delivery: Delivery): Observed {
  const said = reader(parseBody(delivery), delivery.receivedAt);
  return typeof said === 'string'
    ? { events: [], reason: said }
    : { events: [{ key, observations: said }] };
}

function eventName(type: string): string {
  return /^[a-z_]{1,60}$/.test(type) ? `${type} events` : 'Such events';
}

function requiredHeader(
  { headers }: Pick<WebhookRequest, 'headers'>,
  name: string,
): string {
  const value = headers[name.toLowerCase()];
  if (!value) {
    throw new InputError(
      `The header ${name} is missing; GitHub sends it with every webhook.`,
    );
  }
  return value;
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

function parseBody({
  headers,
  body,
}: Pick<WebhookRequest, 'headers' | 'body'>): unknown {
  if (!FORM.test(headers['content-type'] ?? '')) {
    return parseJsonBody(body);
  }
  const payload = new URLSearchParams(body.toString('utf8')).get('payload');
  if (payload === null) {
    throw new InputError(
      'The form has no field "payload"; set the content type of the webhook to application/json.',
    );
  }
  return parseJsonBody(Buffer.from(payload, 'utf8'));
}
