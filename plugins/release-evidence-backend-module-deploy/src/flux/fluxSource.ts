import {
  Authentication,
  bodyHash,
  checkBodyHmac,
  checkSharedToken,
  Delivery,
  Observed,
  parseJsonBody,
  readPayload,
  refuse,
  Source,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { parseRepository } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { observeJson } from '../observeJson';
import { placeMap, placeName } from '../placement';
import { deploymentsOf, eventSchema, keyOf } from './fluxEvent';

const configSchema = z.strictObject({
  type: z.literal('flux'),
  /** Of a provider of type `generic`. */
  token: z.string().min(1).optional(),
  /** Of a provider of type `generic-hmac`. */
  secret: z.string().min(1).optional(),
  /** The environment of this cluster. */
  environment: placeName.optional(),
  /** Environments by the namespace of the Flux object. */
  namespaces: placeMap.optional(),
  /** The Git repository whose commits are deployed; events do not name it. */
  repository: z
    .string()
    .refine(value => parseRepository(value) !== undefined, {
      error: 'write the repository as github.com/acme/fleet',
    })
    .optional(),
});

type Config = z.infer<typeof configSchema>;

/**
 * Events that Flux's notification controller sends on. They carry no id.
 *
 * @public
 */
export const fluxSourceType: SourceType<Config> = {
  type: 'flux',
  configSchema,
  create: config =>
    config.token || config.secret
      ? createFluxSource(config)
      : { notServed: 'no secret and no token is configured' },
};

function createFluxSource(config: Config): Source {
  return {
    keepHeaders: [],
    authenticate: request => authenticate(request, config),
    identify: ({ body }) => {
      const reading = readPayload(eventSchema, parseJsonBody(body));
      return 'value' in reading
        ? { type: kindOf(reading.value), keys: [keyOf(reading.value)] }
        : { type: null, keys: [bodyHash(body)] };
    },
    observe: delivery => observe(delivery, config),
  };
}

/**
 * With both configured, a request that is signed stands by its signature: a
 * wrong one is not made good by a token.
 */
function authenticate(
  request: WebhookRequest,
  { token, secret }: Config,
): Authentication {
  if (secret && (request.headers['x-signature'] || !token)) {
    return checkBodyHmac({
      request,
      header: 'X-Signature',
      secret,
      algorithm: 'sha256',
      prefix: 'sha256=',
    });
  }
  return token
    ? checkSharedToken(request, token)
    : refuse('the request carries no signature');
}

/** Kinds are short words; anything else is content, and not shown. */
function kindOf(event: z.infer<typeof eventSchema>): string | null {
  const { kind } = event.involvedObject;
  return /^[A-Za-z]{1,60}$/.test(kind) ? kind : null;
}

function observe({ body, receivedAt }: Delivery, config: Config): Observed {
  return observeJson(body, payload => {
    const reading = readPayload(eventSchema, payload);
    if ('reason' in reading) {
      return { events: [], reason: reading.reason };
    }
    const { environment, namespaces: places } = config;
    const said = deploymentsOf(reading.value, {
      payload,
      placement: { environment, places },
      repository: parseRepository(config.repository) ?? null,
      receivedAt,
    });
    return typeof said === 'string'
      ? { events: [], reason: said }
      : { events: [{ key: keyOf(reading.value), observations: said }] };
  });
}
