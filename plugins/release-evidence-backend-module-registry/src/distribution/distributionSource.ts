import {
  bodyHash,
  checkSharedToken,
  ObservedEvent,
  parseJsonBody,
  readPayload,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import {
  normalizeArtifactName,
  Observation,
  parseDigest,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const configSchema = z.strictObject({
  type: z.literal('distribution'),
  token: z.string().min(1).optional(),
  /** The registry as people write it before a repository's name. */
  host: z.string().min(1).optional(),
});

/**
 * Notifications of Docker Distribution, the registry behind many others. The
 * registry repeats an envelope until it is accepted and does not keep order;
 * each event has an id of its own, and an envelope may mix repositories.
 *
 * @public
 */
export const distributionSourceType: SourceType<z.infer<typeof configSchema>> =
  {
    type: 'distribution',
    configSchema,
    create: ({ token, host }) =>
      token
        ? createDistributionSource(token, host)
        : { notServed: 'no token is configured' },
  };

const envelopeSchema = z.object({ events: z.array(z.unknown()) });

const eventSchema = z.object({
  id: z.string().min(1).optional(),
  timestamp: z.string().nullish(),
  action: z.string(),
  target: z.object({
    mediaType: z.string().nullish(),
    digest: z.string().nullish(),
    repository: z.string(),
    url: z.string().nullish(),
    tag: z.string().nullish(),
    references: z
      .array(z.object({ mediaType: z.string().nullish(), digest: z.string() }))
      .nullish(),
  }),
  request: z.object({ host: z.string().nullish() }).nullish(),
  actor: z.object({ name: z.string().nullish() }).nullish(),
});

type Event = z.infer<typeof eventSchema>;

const INDEX_TYPES = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);

const MANIFEST_TYPES = new Set([
  ...INDEX_TYPES,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
]);

function createDistributionSource(
  token: string,
  host: string | undefined,
): Source {
  return {
    keepHeaders: [],
    authenticate: request => checkSharedToken(request, token),
    identify: ({ body }) => {
      const keys = readEvents(body).map((event, index) =>
        keyOf(event, body, index),
      );
      return {
        type: 'notification',
        keys: keys.length > 0 ? keys : [bodyHash(body)],
      };
    },
    observe: ({ body }) => {
      const reasons: string[] = [];
      const events = readEvents(body).map((raw, index): ObservedEvent => {
        const observed = observeEvent(raw, host);
        if (typeof observed === 'string') {
          reasons.push(`events.${index}: ${observed}`);
        }
        return {
          key: keyOf(raw, body, index),
          observations: typeof observed === 'string' ? [] : [observed],
        };
      });
      return {
        events,
        reason:
          reasons[0] ?? (events.length === 0 ? 'events: empty' : undefined),
      };
    },
  };
}

function readEvents(body: Buffer): unknown[] {
  const reading = readPayload(envelopeSchema, parseJsonBody(body));
  if ('reason' in reading) {
    throw new InputError(
      `The body is no notification of a registry: ${reading.reason}.`,
    );
  }
  return reading.value.events;
}

function keyOf(event: unknown, body: Buffer, index: number): string {
  return (
    eventSchema.pick({ id: true }).safeParse(event).data?.id ??
    `${bodyHash(body)}/${index}`
  );
}

function observeEvent(
  raw: unknown,
  host: string | undefined,
): Observation | string {
  const reading = readPayload(eventSchema, raw);
  if ('reason' in reading) {
    return reading.reason;
  }
  const event = reading.value;
  const registry = host ?? event.request?.host;
  if (!registry) {
    return 'request.host: missing, and the source has no host configured';
  }
  const name = normalizeArtifactName(`${registry}/${event.target.repository}`);
  if (!name) {
    return 'target.repository: no repository name';
  }
  switch (event.action) {
    case 'push':
      return pushed(event, name);
    case 'delete':
      return deleted(event, name);
    default:
      return `action: "${event.action}" stores nothing`;
  }
}

function pushed(event: Event, name: string): Observation | string {
  const { mediaType, digest: given, tag, url, references } = event.target;
  if (!mediaType || !MANIFEST_TYPES.has(mediaType)) {
    return `target.mediaType: ${
      mediaType ?? 'missing'
    } is a layer, not a manifest`;
  }
  const digest = parseDigest(given);
  if (!digest) {
    return 'target.digest: no digest (sha256: and 64 hex digits)';
  }
  return {
    kind: 'artifact-pushed',
    ...timeAndLink(event.timestamp, url),
    name,
    digest,
    tag: tag || null,
    mediaType,
    platforms: INDEX_TYPES.has(mediaType)
      ? (references ?? []).flatMap(
          reference => parseDigest(reference.digest) ?? [],
        )
      : [],
    revision: null,
    sourceRepository: null,
    actor: event.actor?.name
      ? { account: null, name: event.actor.name, email: null }
      : null,
  };
}

function deleted(event: Event, name: string): Observation | string {
  const digest = parseDigest(event.target.digest) ?? null;
  const tag = event.target.tag || null;
  return digest || tag
    ? {
        kind: 'artifact-deleted',
        ...timeAndLink(event.timestamp, undefined),
        name,
        digest,
        tag,
      }
    : 'target: a deletion that names neither digest nor tag';
}

function timeAndLink(
  timestamp: string | null | undefined,
  url: string | null | undefined,
) {
  const at = parseInstant(timestamp);
  return {
    time: at ? { at, basis: 'event' as const } : undefined,
    link: url?.startsWith('http') ? url : undefined,
  };
}
