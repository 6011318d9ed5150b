import {
  readPayload,
  timeOfEvent,
} from 'backstage-plugin-release-evidence-node';
import {
  ArtifactReference,
  Instant,
  parseArtifactReference,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import { hostIn } from '../registryHost';
import { NO_DIGEST, pushedArtifact } from '../registryObservation';

/*
 * What a message of Artifact Registry holds
 *
 * `INSERT` or `DELETE`, the image by digest and, if a tag was moved, the image
 * by tag, both with the registry's host. A tag alone is that of a deletion. The
 * message is JSON in base64 inside of Pub/Sub's envelope, whose time is that of
 * the publication. Who pushed, and of which media type, is not told.
 */

const text = z.string().nullish();

const envelopeSchema = z.object({
  message: z.object({
    data: z.string(),
    publishTime: z.unknown().optional(),
    publish_time: z.unknown().optional(),
  }),
});

const contentSchema = z.object({
  action: z.enum(['INSERT', 'DELETE']),
  digest: text,
  tag: text,
});

/** The content of a message, or undefined when it is none. */
export function decodeMessage(data: unknown): unknown {
  if (typeof data !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What one message says, or why it says nothing to us. */
export function readGarMessage(payload: unknown, receivedAt: Instant): Said {
  const envelope = readPayload(envelopeSchema, payload);
  if ('reason' in envelope) {
    return envelope.reason;
  }
  const { data, publishTime, publish_time } = envelope.value.message;
  const content = decodeMessage(data);
  if (content === undefined) {
    return 'message.data: no JSON in base64';
  }
  const reading = readPayload(contentSchema, content);
  if ('reason' in reading) {
    return `message.data: ${reading.reason}`;
  }
  const time = timeOfEvent({
    eventTime: publishTime ?? publish_time,
    payload,
    receivedAt,
  });
  const byDigest = referenceIn(reading.value.digest);
  const byTag = referenceIn(reading.value.tag);
  const digest = byDigest?.digest ?? null;
  const tag = byTag?.tag ?? null;
  const name = (byDigest ?? byTag)?.name;
  if (name && reading.value.action === 'DELETE' && (digest || tag)) {
    return [{ kind: 'artifact-deleted', time, name, digest, tag }];
  }
  if (!name || !digest) {
    return `message.data: digest: no image of a registry with a digest, or ${NO_DIGEST}`;
  }
  return [pushedArtifact({ time, name, digest, tag, actor: null })];
}

function referenceIn(
  image: string | null | undefined,
): ArtifactReference | undefined {
  return image && hostIn(image) ? parseArtifactReference(image) : undefined;
}
