import {
  readPayload,
  timeOfEvent,
} from 'backstage-plugin-release-evidence-node';
import {
  Instant,
  normalizeArtifactName,
  parseDigest,
  Person,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import {
  accountAt,
  NO_HOST,
  NO_REPOSITORY,
  pushedArtifact,
} from '../registryObservation';

/*
 * What a component event of Nexus holds
 *
 * For an image: its name, its tag as the version, and the repository of Nexus,
 * by whose name nobody pulls. Nexus serves such a repository under a port or a
 * host of its own, which is in no event and has to be configured. An image that
 * was pushed without a tag has its digest as the version; otherwise there is no
 * digest, and a push only announces its tag.
 */

const text = z.string().nullish();

const eventSchema = z.object({
  timestamp: z.unknown().optional(),
  initiator: text.catch(null),
  repositoryName: z.string(),
  action: z.string(),
  component: z.object({
    format: z.string(),
    name: z.string(),
    version: text,
  }),
});

type Event = z.infer<typeof eventSchema>;

/** How images are called, and when the event came. */
export interface NexusOptions {
  host?: string;
  /** What stands before the names of a repository's images. */
  repositories?: Record<string, string>;
  receivedAt: Instant;
}

/** What one event says, or why it says nothing to us. */
export function readNexusEvent(
  payload: unknown,
  { host, repositories = {}, receivedAt }: NexusOptions,
): Said {
  const reading = readPayload(eventSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const { component, repositoryName, timestamp: eventTime } = reading.value;
  if (component.format !== 'docker') {
    return 'component.format: only images say something here';
  }
  const prefix = Object.hasOwn(repositories, repositoryName)
    ? repositories[repositoryName]
    : host;
  if (!prefix) {
    return `repositoryName: ${NO_HOST}`;
  }
  const name =
    component.name && normalizeArtifactName(`${prefix}/${component.name}`);
  if (!name) {
    return `component.name: ${NO_REPOSITORY}`;
  }
  const time = timeOfEvent({ eventTime, payload, receivedAt });
  return readAction(reading.value, { time, name });
}

function readAction(
  { action, component, initiator }: Event,
  named: { time: ReturnType<typeof timeOfEvent>; name: string },
): Said {
  const digest = parseDigest(component.version) ?? null;
  const tag = digest ? null : component.version || null;
  if (!digest && !tag) {
    return 'component.version: neither a tag nor a digest';
  }
  switch (action) {
    case 'CREATED':
    case 'UPDATED': {
      const actor = initiatorOf(initiator, named.name);
      return digest
        ? [pushedArtifact({ ...named, digest, tag: null, actor })]
        : [{ kind: 'artifact-announced', ...named, tag: tag!, actor }];
    }
    case 'DELETED':
      return [{ kind: 'artifact-deleted', ...named, digest, tag }];
    default:
      return 'action: only CREATED, UPDATED and DELETED change what the registry holds';
  }
}

/** `<account>/<address>`; Nexus itself has a star before its name. */
function initiatorOf(
  initiator: string | null | undefined,
  name: string,
): Person | null {
  const [login] = (initiator ?? '').split('/');
  return login === 'anonymous' || login.startsWith('*')
    ? null
    : accountAt(name.split('/')[0], login);
}
