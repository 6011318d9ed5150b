import { readPayload, webLink } from 'backstage-plugin-release-evidence-node';
import { normalizeArtifactName } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import { hostIn } from '../registryHost';
import { NO_REPOSITORY } from '../registryObservation';

/*
 * What a push of Quay holds
 *
 * The repository and the tags that were moved: a list, or, in older versions, a
 * map from each tag to the id of an image, which is no digest. So a push only
 * announces its tags. Other notifications have no `updated_tags`.
 */

const text = z.string().nullish();

const pushSchema = z.object({
  repository: z.string(),
  docker_url: text,
  homepage: text.catch(null),
  updated_tags: z.union([
    z.array(z.string()),
    z.record(z.string(), z.unknown()).transform(tags => Object.keys(tags)),
  ]),
});

/** What one notification says, or why it says nothing to us. */
export function readQuayPush(
  payload: unknown,
  configured: string | undefined,
): Said {
  const reading = readPayload(pushSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const push = reading.value;
  const host = configured ?? hostIn(push.docker_url) ?? 'quay.io';
  const name =
    push.repository && normalizeArtifactName(`${host}/${push.repository}`);
  if (!name) {
    return `repository: ${NO_REPOSITORY}`;
  }
  const tags = push.updated_tags.filter(tag => tag !== '');
  return tags.length > 0
    ? tags.map(tag => ({
        kind: 'artifact-announced',
        link: webLink(push.homepage),
        name,
        tag,
        actor: null,
      }))
    : 'updated_tags: no tag was moved';
}
