import { timeOfEvent } from 'backstage-plugin-release-evidence-node';
import {
  contentHash,
  DeploymentSeen,
  DeploymentStatus,
  Instant,
  parseDigest,
  parseRepository,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { DeployedImage, imageKey, readImage } from '../image';
import { environmentOf, Placement } from '../placement';
import { optionalText, textByName } from '../text';
import { parseRevision, Revision } from './revision';

/*
 * What an event of Flux names
 *
 * An event is about an object of Flux and its revision, and not about the images
 * that run in the end. What an OCI artifact or a chart holds is named by its
 * digest. Images are named only when somebody says so on the object, with the
 * annotation event.toolkit.fluxcd.io/image, which image automation can keep up
 * to date. A commit counts with its repository, and Flux never names that.
 */

export const eventSchema = z.object({
  involvedObject: z.object({
    kind: z.string(),
    name: z.string().min(1),
    namespace: optionalText,
    uid: optionalText,
  }),
  reason: z.string(),
  message: optionalText,
  timestamp: optionalText,
  metadata: textByName.transform(withoutGroups),
});

export type FluxEvent = z.infer<typeof eventSchema>;

/** Flux takes the group off the names when it sends an event on, but not off all. */
function withoutGroups(metadata: Map<string, string>): Map<string, string> {
  const bare = [...metadata].map(
    ([key, value]) => [key.replace(/^[\w.]+\//, ''), value] as const,
  );
  return new Map([...bare, ...metadata]);
}

const KINDS = ['Kustomization', 'HelmRelease', 'OCIRepository'];

/** A rollback of Helm speaks of what it goes back to. */
const STATUS: ReadonlyMap<string, DeploymentStatus> = new Map([
  ['NewArtifact', 'pending'],
  ['Progressing', 'started'],
  ['ReconciliationSucceeded', 'succeeded'],
  ['InstallSucceeded', 'succeeded'],
  ['UpgradeSucceeded', 'succeeded'],
  ['RollbackSucceeded', 'succeeded'],
  ['ReconciliationFailed', 'failed'],
  ['HealthCheckFailed', 'failed'],
  ['BuildFailed', 'failed'],
  ['ArtifactFailed', 'failed'],
  ['InstallFailed', 'failed'],
  ['UpgradeFailed', 'failed'],
  ['RollbackFailed', 'failed'],
  ['UninstallSucceeded', 'inactive'],
]);

/** The deployments that an event reports on, or why it reports on none. */
export function deploymentsOf(
  event: FluxEvent,
  context: {
    payload: unknown;
    placement: Placement;
    repository: Repository | null;
    receivedAt: Instant;
  },
): DeploymentSeen[] | string {
  const { involvedObject, metadata } = event;
  if (!KINDS.includes(involvedObject.kind)) {
    return `involvedObject.kind: none of ${KINDS.join(', ')}`;
  }
  const status = STATUS.get(event.reason);
  if (!status) {
    return 'reason: this is no step of a deployment';
  }
  const environment = environmentOf(context.placement, {
    said: metadata.get('environment') ?? metadata.get('env'),
    place: involvedObject.namespace,
  });
  if (!environment) {
    return 'involvedObject.namespace: no environment; name it in eventMetadata, or configure environment or namespaces';
  }
  const source = sourceOf(event, context.repository);
  const artifacts = artifactsOf(event);
  if (artifacts.length === 0 && !source.commit) {
    return 'metadata: neither a digest, nor an image, nor a commit with its repository';
  }
  const nothing: DeployedImage = { artifact: null, digest: null, tag: null };
  return (artifacts.length > 0 ? artifacts : [nothing]).map(artifact => ({
    kind: 'deployment',
    time: timeOfEvent({ eventTime: event.timestamp, ...context }),
    deployment: `${rolloutOf(event)}/${imageKey(artifact)}`,
    environment,
    status,
    ...source,
    ...artifact,
    run: null,
    by: null,
  }));
}

/** The same at every repeat; Flux itself drops repeats within five minutes. */
export function keyOf(event: FluxEvent): string {
  const { reason, timestamp } = event;
  return contentHash([idOf(event), reason, revisionOf(event), timestamp]);
}

function idOf({ involvedObject }: FluxEvent): string {
  const { uid, kind, namespace, name } = involvedObject;
  return uid || `${kind}/${namespace ?? ''}/${name}`;
}

function revisionOf({ metadata }: FluxEvent): string {
  return metadata.get('revision') ?? '';
}

/**
 * Flux reports a revision again at every interval, so that time cannot be a part
 * of the id. Helm numbers its releases. A rollback has the number of the release
 * that it goes back to, and is told once: its time makes it one of its own.
 */
function rolloutOf(event: FluxEvent): string {
  const [release = ''] = /\.v\d+(?=\s)/.exec(event.message ?? '') ?? [];
  const rollback = event.reason.startsWith('Rollback')
    ? `/rollback/${event.timestamp ?? ''}`
    : '';
  return `${idOf(event)}/${revisionOf(event)}${release}${rollback}`;
}

/** The commit behind an OCI artifact stands in its origin, else in the revision. */
function sourceOf(
  event: FluxEvent,
  configured: Repository | null,
): Pick<DeploymentSeen, 'repository' | 'commit'> {
  const { metadata } = event;
  const repository = parseRepository(metadata.get('repository')) ?? configured;
  const origin = parseRevision(metadata.get('originRevision') ?? '');
  const commit = origin.commit ?? parseRevision(revisionOf(event)).commit;
  return repository && commit
    ? { repository, commit }
    : { repository: null, commit: null };
}

function artifactsOf(event: FluxEvent): DeployedImage[] {
  const { metadata } = event;
  const image = readImage(metadata.get('image') ?? '');
  const revision: Revision = parseRevision(revisionOf(event));
  const digest =
    parseDigest(metadata.get('oci-digest')) ?? revision.digest ?? null;
  const artifact = registryNameIn(event);
  const oci = { artifact, digest, tag: revision.tag };
  return [
    ...(image ? [image] : []),
    ...(digest && digest !== image?.digest ? [oci] : []),
  ];
}

/** Only in words: `stored artifact with revision '…' from 'oci://…'`. */
function registryNameIn({ message }: FluxEvent): string | null {
  const [, url] = /from '(oci:\/\/[^'\s]+)'/.exec(message ?? '') ?? [];
  return readImage(url ?? '')?.artifact ?? null;
}
