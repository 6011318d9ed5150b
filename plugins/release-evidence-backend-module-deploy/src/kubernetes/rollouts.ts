import {
  contentHash,
  DeploymentSeen,
  DeploymentStatus,
  Instant,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { DeployedImage, imageKey, readImage } from '../image';
import { environmentOf, Placement } from '../placement';
import type { ContainerStatus, Pod, Workloads } from './workloads';

/*
 * What is one deployment
 *
 * Pods come and go: a node is drained, a workload is scaled. Were each pod a
 * deployment, an image would be deployed anew every night, and an approval that
 * came late would look as if it had come before. So the pods of one rollout are
 * one deployment: those of a ReplicaSet, or of one revision of a StatefulSet or
 * DaemonSet, that run the same digest in the same container. It begins when the
 * first of them starts. A rollout that a Deployment goes back to is told from
 * the first time only by the number on its ReplicaSet.
 *
 * Its key names the rollout and its status. A report that comes every five
 * minutes and tells nothing new is a duplicate, and leaves nothing behind.
 */

/** One container image of one rollout, as of this report. */
export interface Rollout {
  key: string;
  observation: DeploymentSeen;
}

/** The rollouts in a report, each once, and why pods are in none. */
export function rolloutsOf(
  { pods, rollouts, reasons }: Workloads,
  placement: Placement,
): { found: Rollout[]; reasons: string[] } {
  const found = new Map<string, Rollout>();
  const missing = [...reasons];
  for (const pod of pods) {
    const { namespace } = pod.metadata;
    const environment = environmentOf(placement, { place: namespace });
    const read = environment
      ? containersOf(pod)
      : 'metadata.namespace: no environment; name it under namespaces, or configure environment';
    if (typeof read === 'string') {
      missing.push(read);
      continue;
    }
    for (const container of read) {
      const rollout = describe(pod, container, environment!, rollouts);
      found.set(rollout.key, earliest(rollout, found.get(rollout.key)));
    }
  }
  return { found: [...found.values()], reasons: missing };
}

interface Container {
  name: string;
  image: DeployedImage;
  status: DeploymentStatus;
}

/** Init containers and injected ones have lists of their own, not looked at. */
function containersOf({ status }: Pod): Container[] | string {
  const containers = (status.containerStatuses ?? []).flatMap(container => {
    const image = imageOf(container);
    return image
      ? [{ name: container.name, image, status: statusOf(container) }]
      : [];
  });
  return containers.length > 0
    ? containers
    : 'status.containerStatuses: no container with an image that was pulled';
}

/**
 * `imageID` is what was pulled, and `image` what was asked for. Where a runtime
 * gives only the digest of the image's config, which no registry knows, a digest
 * that was asked for counts, or else the tag.
 */
function imageOf({ image, imageID }: ContainerStatus) {
  if (!imageID) {
    return undefined;
  }
  const asked = readImage(image ?? '');
  const pulled = readImage(imageID);
  return pulled?.digest ? { ...pulled, tag: asked?.tag ?? pulled.tag } : asked;
}

/** A container that ended well was a job's. */
function statusOf({ ready, state }: ContainerStatus): DeploymentStatus {
  if (state?.terminated) {
    return state.terminated.exitCode === 0 ? 'succeeded' : 'failed';
  }
  if (ready) {
    return 'succeeded';
  }
  return /Err|BackOff|Invalid/.test(state?.waiting?.reason ?? '')
    ? 'failed'
    : 'started';
}

function describe(
  pod: Pod,
  { name, image, status }: Container,
  environment: string,
  rollouts: ReadonlyMap<string, string>,
): Rollout {
  const at = parseInstant(
    pod.status.startTime ?? pod.metadata.creationTimestamp,
  );
  const deployment = [
    ownerOf(pod, rollouts),
    name,
    imageKey({ ...image, artifact: null }),
  ].join('/');
  const observation: DeploymentSeen = {
    kind: 'deployment',
    time: at ? { at, basis: 'event' } : undefined,
    deployment,
    environment,
    status,
    repository: null,
    commit: null,
    ...image,
    run: null,
    by: null,
  };
  return { key: contentHash([deployment, environment, status]), observation };
}

const REVISION_LABELS = ['pod-template-hash', 'controller-revision-hash'];

/** A CronJob makes a Job for each time, named after the minute. */
const SCHEDULED = /-\d{8,}$/;

function ownerOf(
  { metadata }: Pod,
  rollouts: ReadonlyMap<string, string>,
): string {
  const owners = metadata.ownerReferences ?? [];
  const owner = owners.find(({ controller }) => controller) ?? owners[0];
  if (!owner) {
    return metadata.uid;
  }
  if (owner.kind === 'Job' && SCHEDULED.test(owner.name)) {
    const cronJob = owner.name.replace(SCHEDULED, '');
    return `${metadata.namespace}/CronJob/${cronJob}`;
  }
  const revision = REVISION_LABELS.flatMap(
    label => metadata.labels.get(label) ?? [],
  )[0];
  return [owner.uid, revision, rollouts.get(owner.uid)]
    .filter(Boolean)
    .join('/');
}

function earliest(rollout: Rollout, known: Rollout | undefined): Rollout {
  const startOf = ({ observation }: Rollout): Instant =>
    observation.time?.at ?? '9999';
  return known && startOf(known) <= startOf(rollout) ? known : rollout;
}
