import {
  carriesStatements,
  readPayload,
  timeOfEvent,
  webLink,
} from 'backstage-plugin-release-evidence-node';
import {
  Digest,
  Instant,
  isReferrerTag,
  normalizeArtifactName,
  Observation,
  ObservationBase,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { REGISTRY_HOST } from '../registryHost';
import {
  NO_DIGEST,
  NO_HOST,
  NO_REPOSITORY,
  STATEMENT,
} from '../registryObservation';

/*
 * What an event of the registry holds, and what it does not
 *
 * Every request that stores or reads something is an event: blobs (layers and
 * configs, as `application/octet-stream`) as well as manifests, and a pushed
 * index comes after an event for each manifest that it lists. A deletion names
 * a digest or a tag, and no media type. Image labels are not in the event.
 *
 * What a manifest refers to is told only by a registry that is configured with
 * `notifications.events.includereferences`. For an index these are its platform
 * manifests; registries of the 2.8 line leave out their platforms but keep their
 * annotations, by which BuildKit's attestations are known. For other manifests
 * they are config and layers, whose media types tell an attestation pushed by
 * digest from an image. Without references neither can be told, and nothing
 * here guesses.
 *
 * `request.host` is the host that reached the registry. Behind a proxy that is
 * an inner name, while `target.url` is built from the forwarded one, so the URL
 * is asked first. Both come from whoever pushed: only a configured host is sure.
 */

const text = z.string().nullish();

const referenceSchema = z.object({
  mediaType: text,
  digest: text,
  artifactType: text.catch(null),
  annotations: z.record(z.string(), z.unknown()).nullish().catch(null),
  platform: z.object({ architecture: text, os: text }).nullish().catch(null),
});

type Reference = z.infer<typeof referenceSchema>;

const eventSchema = z.object({
  timestamp: text.catch(null),
  action: z.string(),
  target: z.object({
    mediaType: text,
    artifactType: text.catch(null),
    digest: text,
    repository: z.string(),
    url: text.catch(null),
    tag: text,
    references: z.array(referenceSchema).nullish(),
  }),
  request: z.object({ host: text }).nullish(),
  actor: z
    .object({ name: text.catch(null) })
    .nullish()
    .catch(null),
});

type Event = z.infer<typeof eventSchema>;

type When = Pick<ObservationBase, 'time' | 'link'>;

/** What one event says, or why it says nothing to us. */
export function observeEvent(
  payload: unknown,
  options: { host: string | undefined; receivedAt: Instant },
): Observation | string {
  const reading = readPayload(eventSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const event = reading.value;
  if (event.action !== 'push' && event.action !== 'delete') {
    return 'action: only push and delete change what the registry holds';
  }
  const registry = options.host ?? hostOf(event);
  if (!registry) {
    return `request.host: ${NO_HOST}`;
  }
  const name = normalizeArtifactName(`${registry}/${event.target.repository}`);
  if (!name) {
    return `target.repository: ${NO_REPOSITORY}`;
  }
  const when = {
    time: timeOfEvent({
      eventTime: event.timestamp,
      payload,
      receivedAt: options.receivedAt,
    }),
    link: webLink(event.target.url),
  };
  return event.action === 'push'
    ? pushed(event, name, when)
    : deleted(event, name, when);
}

function hostOf({ target, request }: Event): string | undefined {
  const link = webLink(target.url);
  return [link && new URL(link).host, request?.host].find(
    (host): host is string => REGISTRY_HOST.test(host ?? ''),
  );
}

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

function pushed(event: Event, name: string, when: When): Observation | string {
  const { mediaType, digest: given, references } = event.target;
  const tag = event.target.tag || null;
  if (!mediaType) {
    return 'target.mediaType: missing';
  }
  if (!MANIFEST_TYPES.has(mediaType)) {
    return 'target.mediaType: a layer or another blob, not a manifest';
  }
  const digest = parseDigest(given);
  if (!digest) {
    return `target.digest: ${NO_DIGEST}`;
  }
  const isIndex = INDEX_TYPES.has(mediaType);
  const isReferrer = isReferrerTag(tag);
  if (!isIndex && !isReferrer && holdsStatements(event)) {
    return `target.references: ${STATEMENT}`;
  }
  return {
    kind: 'artifact-pushed',
    ...when,
    name,
    digest,
    tag,
    mediaType,
    platforms: isIndex && !isReferrer ? platformsOf(references ?? []) : [],
    revision: null,
    sourceRepository: null,
    actor: event.actor?.name
      ? { account: null, name: event.actor.name, email: null }
      : null,
  };
}

function holdsStatements({ target }: Event): boolean {
  return carriesStatements([
    target.artifactType,
    ...(target.references ?? []).map(({ mediaType }) => mediaType),
  ]);
}

/** The manifests that an index lists, without what speaks about them. */
function platformsOf(references: Reference[]): Digest[] {
  return references
    .filter(reference => !isStatement(reference))
    .flatMap(({ digest }) => parseDigest(digest) ?? []);
}

function isStatement(reference: Reference): boolean {
  const { annotations, artifactType, platform } = reference;
  return (
    annotations?.['vnd.docker.reference.type'] !== undefined ||
    carriesStatements([artifactType]) ||
    (platform?.os === 'unknown' && platform.architecture === 'unknown')
  );
}

/**
 * A removed blob looks like a removed manifest. That does no harm: its digest
 * names no release.
 */
function deleted(event: Event, name: string, when: When): Observation | string {
  const digest = parseDigest(event.target.digest) ?? null;
  const tag = event.target.tag || null;
  return digest || tag
    ? { kind: 'artifact-deleted', ...when, name, digest, tag }
    : 'target.digest: a deletion that names neither a digest nor a tag';
}
