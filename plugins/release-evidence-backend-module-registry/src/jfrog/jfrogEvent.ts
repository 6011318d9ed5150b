import { readPayload } from 'backstage-plugin-release-evidence-node';
import {
  Digest,
  normalizeArtifactName,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import { hostIn } from '../registryHost';
import {
  accountAt,
  NO_DIGEST,
  NO_HOST,
  NO_REPOSITORY,
  pushedArtifact,
} from '../registryObservation';

/*
 * What an event of Artifactory holds, and how its images are called
 *
 * Artifactory keeps an image's manifest as a file, `<image>/<tag>/manifest.json`
 * or `…/list.manifest.json`, and the SHA-256 of that file, bare, is the image's
 * digest. Manifests that an index lists lie under their digest instead of a tag.
 * `image_name` is known to lack the folders before it, so the path is asked
 * first. There is no time in an event.
 *
 * A repository is reached under the platform's host and its own key, unless it
 * was given a host or a port of its own, or is behind a virtual repository:
 * that is in no event, and can be configured.
 */

const text = z.string().nullish();

const headSchema = z.object({ domain: z.string(), event_type: z.string() });

const eventSchema = z.object({
  event_type: z.enum(['pushed', 'deleted']),
  data: z.object({
    repo_key: z.string(),
    path: text,
    sha256: text,
    image_name: text,
    tag: text,
  }),
  jpd_origin: text,
  source: text.catch(null),
});

type Event = z.infer<typeof eventSchema>;

/** How images are called, as far as it is configured. */
export interface ImageNames {
  host?: string;
  /** What stands before the names of a repository's images. */
  repositories?: Record<string, string>;
}

/** What one event says, or why it says nothing to us. */
export function readJfrogEvent(payload: unknown, names: ImageNames): Said {
  const head = readPayload(headSchema, payload);
  if ('reason' in head) {
    return head.reason;
  }
  if (head.value.domain !== 'docker') {
    return 'domain: only the events of Docker tags say something here';
  }
  if (!['pushed', 'deleted'].includes(head.value.event_type)) {
    return 'event_type: only pushed and deleted change what the registry holds';
  }
  const reading = readPayload(eventSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const { data, event_type: type, source } = reading.value;
  const prefix = prefixOf(reading.value, names);
  if (!prefix) {
    return `jpd_origin: ${NO_HOST}`;
  }
  const image = imageOf(data);
  const name = image && normalizeArtifactName(`${prefix}/${image}`);
  if (!name) {
    return `data.image_name: ${NO_REPOSITORY}`;
  }
  const digest = digestOf(data.sha256);
  const tag = tagOf(data.tag);
  if (type === 'deleted') {
    return digest || tag
      ? [{ kind: 'artifact-deleted', name, digest: digest ?? null, tag }]
      : 'data.sha256: a deletion that names neither a digest nor a tag';
  }
  const actor = accountAt(name.split('/')[0], source?.replace(/^jfrog\//, ''));
  return digest
    ? [pushedArtifact({ name, digest, tag, actor })]
    : `data.sha256: ${NO_DIGEST}`;
}

function prefixOf(
  { data, jpd_origin: origin }: Event,
  { host, repositories = {} }: ImageNames,
): string | undefined {
  if (Object.hasOwn(repositories, data.repo_key)) {
    return repositories[data.repo_key];
  }
  const registry = host ?? hostIn(origin);
  return registry && data.repo_key && `${registry}/${data.repo_key}`;
}

function imageOf({ path, image_name: name }: Event['data']): string {
  const folders = (path ?? '').split('/').slice(0, -2).join('/');
  return folders || name || '';
}

function digestOf(sha256: string | null | undefined): Digest | undefined {
  return parseDigest(sha256 && `sha256:${sha256.replace(/^sha256:/, '')}`);
}

/** Manifests without a tag lie under their digest, with `:` or with `__`. */
function tagOf(tag: string | null | undefined): string | null {
  return tag && !/^sha256(:|__)/.test(tag) ? tag : null;
}
