import {
  readPayload,
  timeOfEvent,
} from 'backstage-plugin-release-evidence-node';
import {
  Instant,
  normalizeArtifactName,
  Observation,
  ObservationBase,
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
import { readScan } from './harborScan';

/*
 * What an event of Harbor holds
 *
 * The digest, one tag (the first, or the digest again when it was pushed
 * without), and the image's name as Harbor's configured address makes it. No
 * media type: an index looks like an image, and its platforms are not listed.
 *
 * The names of the events changed twice: `pushImage` until Harbor 1.x,
 * `PUSH_ARTIFACT` since, and `harbor.artifact.pushed` in CloudEvents.
 */

const KINDS: Record<string, 'push' | 'delete' | 'scan'> = {
  PUSH_ARTIFACT: 'push',
  pushImage: 'push',
  'harbor.artifact.pushed': 'push',
  DELETE_ARTIFACT: 'delete',
  deleteImage: 'delete',
  'harbor.artifact.deleted': 'delete',
  SCANNING_COMPLETED: 'scan',
  scanningCompleted: 'scan',
  'harbor.scan.completed': 'scan',
};

const text = z.string().nullish();

const resourceSchema = z.object({
  digest: text,
  tag: text,
  resource_url: text,
  scan_overview: z.unknown().optional(),
});

const eventSchema = z.object({
  type: z.string(),
  occur_at: z.unknown().optional(),
  operator: text.catch(null),
  event_data: z.object({
    resources: z.array(resourceSchema).min(1, 'the list is empty'),
    repository: z.object({
      repo_full_name: text,
      namespace: text,
      name: text,
    }),
  }),
});

type Event = z.infer<typeof eventSchema>;

const typeSchema = z.object({ type: z.string() });

/** What is known of an event before one looks at its artifacts. */
interface When {
  kind: 'push' | 'delete' | 'scan';
  time: ObservationBase['time'];
  host: string | undefined;
}

/** What one event says, or why it says nothing to us. */
export function readHarborEvent(
  payload: unknown,
  options: { host: string | undefined; receivedAt: Instant },
): Said {
  const head = readPayload(typeSchema, payload);
  if ('reason' in head) {
    return head.reason;
  }
  const { type } = head.value;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) {
    return 'type: only pushes, deletions and completed scans say something here';
  }
  const reading = readPayload(eventSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const { occur_at: eventTime, event_data: data } = reading.value;
  const { receivedAt, host } = options;
  const time = timeOfEvent({ eventTime, payload, receivedAt });
  const said = data.resources.map((_, index) =>
    readResource(reading.value, index, { kind, time, host }),
  );
  const observations = said.filter(entry => typeof entry !== 'string');
  return observations.length > 0 ? observations : String(said[0]);
}

function readResource(
  { operator, event_data: data }: Event,
  index: number,
  { kind, time, ...configured }: When,
): Observation | string {
  const resource = data.resources[index];
  const at = `event_data.resources.${index}`;
  const host = configured.host ?? hostIn(resource.resource_url);
  if (!host) {
    return `${at}.resource_url: ${NO_HOST}`;
  }
  const repository = repositoryOf(data.repository);
  const name = repository && normalizeArtifactName(`${host}/${repository}`);
  if (!name) {
    return `event_data.repository.repo_full_name: ${NO_REPOSITORY}`;
  }
  const digest = parseDigest(resource.digest);
  if (!digest) {
    return `${at}.digest: ${NO_DIGEST}`;
  }
  const named = { time, name, digest, tag: tagOf(resource.tag) };
  if (kind === 'scan') {
    const check = readScan(named, resource.scan_overview);
    return typeof check === 'string' ? `${at}.${check}` : check;
  }
  return kind === 'push'
    ? pushedArtifact({ ...named, actor: accountAt(host, operator) })
    : { kind: 'artifact-deleted', ...named };
}

function repositoryOf(repository: Event['event_data']['repository']): string {
  const { repo_full_name: whole, namespace, name } = repository;
  return whole || [namespace, name].filter(Boolean).join('/');
}

/** The digest stands in the tag's place when there is none. */
function tagOf(tag: string | null | undefined): string | null {
  return tag && !tag.includes(':') ? tag : null;
}
