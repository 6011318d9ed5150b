import { InputError } from '@backstage/errors';
import {
  checkBodyHmac,
  Observed,
  parseJsonBody,
  Source,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
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
    observe: ({ headers, body }) =>
      observe(
        headers['x-github-delivery'] ?? '',
        headers['x-github-event'] ?? '',
        parseBody({ headers, body }),
      ),
  };
}

function observe(key: string, type: string, payload: unknown): Observed {
  const reader = readers[type];
  if (!reader) {
    return { events: [], reason: `${type} events hold no release evidence` };
  }
  const read = reader(payload);
  return typeof read === 'string'
    ? { events: [], reason: read }
    : { events: [{ key, observations: read }] };
}

function requiredHeader(request: WebhookRequest, name: string): string {
  const value = request.headers[name.toLowerCase()];
  if (!value) {
    throw new InputError(
      `The header ${name} is missing; GitHub sends it with every webhook.`,
    );
  }
  return value;
}

function parseBody({
  headers,
  body,
}: Pick<WebhookRequest, 'headers' | 'body'>): unknown {
  if (!headers['content-type']?.includes('x-www-form-urlencoded')) {
    return parseJsonBody(body);
  }
  const payload = new URLSearchParams(body.toString('utf8')).get('payload');
  if (payload === null) {
    throw new InputError('The form has no field "payload".');
  }
  return parseJsonBody(Buffer.from(payload, 'utf8'));
}
