import {
  carriesStatements,
  readPayload,
  timeOfEvent,
} from 'backstage-plugin-release-evidence-node';
import {
  Instant,
  isReferrerTag,
  normalizeArtifactName,
  Observation,
  ObservationBase,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import type { Said } from '../eventSource';
import {
  NO_DIGEST,
  NO_REPOSITORY,
  pushedArtifact,
  STATEMENT,
} from '../registryObservation';
import { countDefects, vulnerabilityCheck } from '../vulnerabilityScan';

/*
 * What an event of ECR holds
 *
 * A registry of ECR is named by account and region, which are in the envelope,
 * and so the name is sure. A push to several regions is one event for the push
 * and one for each copy. Who pushed is not told, nor what an index refers to;
 * media types are told in newer events only.
 */

const text = z.string().nullish();

const envelopeSchema = z.object({
  'detail-type': z.string(),
  account: text.catch(null),
  region: text.catch(null),
  time: z.unknown().optional(),
  detail: z.unknown(),
});

const actionSchema = z.object({
  result: z.string(),
  'action-type': z.string(),
  'repository-name': z.string(),
  'image-digest': text,
  'image-tag': text,
  'manifest-media-type': text.catch(null),
  'artifact-media-type': text.catch(null),
});

const scanSchema = z.object({
  'scan-status': z.string(),
  'repository-name': z.string(),
  'image-digest': text,
  'image-tags': z.array(z.string()).nullish().catch(null),
  'finding-severity-counts': z.unknown().optional(),
});

interface Registry {
  time: ObservationBase['time'];
  host: string;
}

const READERS = new Map<
  string,
  (detail: unknown, registry: Registry) => Observation | string
>([
  ['ECR Image Action', readAction],
  ['ECR Replication Action', readAction],
  ['ECR Image Scan', readScan],
]);

/** What one event says, or why it says nothing to us. */
export function readEcrEvent(
  payload: unknown,
  options: { host: string | undefined; receivedAt: Instant },
): Said {
  const reading = readPayload(envelopeSchema, payload);
  if ('reason' in reading) {
    return reading.reason;
  }
  const { account, region, time, detail } = reading.value;
  const reader = READERS.get(reading.value['detail-type']);
  if (!reader) {
    return 'detail-type: only actions on images, their replication and scans say something here';
  }
  const host = options.host ?? registryOf(account, region);
  if (!host) {
    return 'account: with the region no name of a registry; configure the host of the source';
  }
  const { receivedAt } = options;
  const said = reader(detail, {
    time: timeOfEvent({ eventTime: time, payload, receivedAt }),
    host,
  });
  return typeof said === 'string' ? `detail: ${said}` : [said];
}

function registryOf(
  account: string | null | undefined,
  region: string | null | undefined,
): string | undefined {
  if (
    !/^\d{12}$/.test(account ?? '') ||
    !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region ?? '')
  ) {
    return undefined;
  }
  const domain = region?.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${domain}`;
}

function readAction(detail: unknown, registry: Registry): Observation | string {
  const reading = readPayload(actionSchema, detail);
  if ('reason' in reading) {
    return reading.reason;
  }
  const action = reading.value;
  if (action.result !== 'SUCCESS') {
    return 'result: the action did not succeed';
  }
  const named = nameOf(action, registry);
  if (typeof named === 'string') {
    return named;
  }
  const tag = action['image-tag'] || null;
  const mediaType = action['manifest-media-type'] || null;
  switch (action['action-type']) {
    case 'PUSH':
    case 'REPLICATE':
      return !isReferrerTag(tag) &&
        carriesStatements([mediaType, action['artifact-media-type']])
        ? `artifact-media-type: ${STATEMENT}`
        : pushedArtifact({ ...named, tag, mediaType, actor: null });
    case 'DELETE':
      return { kind: 'artifact-deleted', ...named, tag };
    default:
      return 'action-type: only PUSH, REPLICATE and DELETE change what the registry holds';
  }
}

/** Amazon's own scanning; Inspector's events are others. */
function readScan(detail: unknown, registry: Registry): Observation | string {
  const reading = readPayload(scanSchema, detail);
  if ('reason' in reading) {
    return reading.reason;
  }
  const scan = reading.value;
  if (scan['scan-status'] !== 'COMPLETE') {
    return 'scan-status: the scan is not complete';
  }
  const named = nameOf(scan, registry);
  if (typeof named === 'string') {
    return named;
  }
  const tags = scan['image-tags'] ?? [];
  return vulnerabilityCheck({
    time: named.time,
    artifact: named.name,
    digest: named.digest,
    tag: tags.length === 1 ? tags[0] : null,
    tool: 'Amazon ECR',
    defects: countDefects(scan['finding-severity-counts']),
  });
}

function nameOf(
  image: { 'repository-name': string; 'image-digest'?: string | null },
  { time, host }: Registry,
) {
  const repository = image['repository-name'];
  const name = repository && normalizeArtifactName(`${host}/${repository}`);
  if (!name) {
    return `repository-name: ${NO_REPOSITORY}`;
  }
  const digest = parseDigest(image['image-digest']);
  return digest ? { time, name, digest } : `image-digest: ${NO_DIGEST}`;
}
