import {
  readPayload,
  timeOfEvent,
  webLink,
} from 'backstage-plugin-release-evidence-node';
import {
  Instant,
  normalizeArtifactName,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import { accountAt, NO_REPOSITORY } from '../registryObservation';

/*
 * What a push of Docker Hub holds
 *
 * The repository, one tag, who pushed it and when, and no digest. The address
 * in `callback_url`, by which Docker Hub lets a receiver report back, is never
 * called: whoever knows our token could name any address there.
 */

const text = z.string().nullish();

const pushSchema = z.object({
  push_data: z.object({
    tag: z.string(),
    pushed_at: z.unknown().optional(),
    pusher: text.catch(null),
  }),
  repository: z.object({
    repo_name: text,
    namespace: text,
    name: text,
    repo_url: text.catch(null),
  }),
});

/** What one push says, or why it says nothing to us. */
export function readDockerhubPush(payload: unknown, receivedAt: Instant): Said {
  const reading = readPayload(pushSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const { push_data: push, repository } = reading.value;
  const path =
    repository.repo_name ||
    [repository.namespace, repository.name].filter(Boolean).join('/');
  const name = path && normalizeArtifactName(`docker.io/${path}`);
  if (!name) {
    return `repository.repo_name: ${NO_REPOSITORY}`;
  }
  if (!push.tag) {
    return 'push_data.tag: no tag was moved';
  }
  return [
    {
      kind: 'artifact-announced',
      time: timeOfEvent({ eventTime: push.pushed_at, payload, receivedAt }),
      link: webLink(repository.repo_url),
      name,
      tag: push.tag,
      actor: accountAt('docker.io', push.pusher),
    },
  ];
}
