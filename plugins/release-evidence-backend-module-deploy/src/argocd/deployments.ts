import { timeOfEvent, webLink } from 'backstage-plugin-release-evidence-node';
import {
  Commit,
  contentHash,
  DeploymentSeen,
  DeploymentStatus,
  Instant,
  parseCommit,
  parseRepository,
  Person,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { DeployedImage, imageKey, readImages } from '../image';
import { initiator } from '../initiator';
import { environmentOf, Placement } from '../placement';
import type { Application, Notification } from './application';

const OWN_LABEL = 'release-evidence.io/environment';
const COMMON_LABELS = ['environment', 'env'];

/** What a notification says: a deployment for each image, or why it says none. */
export function deploymentsOf(
  notification: Notification,
  context: { payload: unknown; placement: Placement; receivedAt: Instant },
): DeploymentSeen[] | string {
  const { app } = notification;
  const { labels } = app.metadata;
  const environment = environmentOf(context.placement, {
    said: notification.environment || labels.get(OWN_LABEL),
    place: app.spec?.destination?.namespace,
    labelled: COMMON_LABELS.flatMap(name => labels.get(name) ?? [])[0],
  });
  if (!environment) {
    return 'app.spec.destination.namespace: no environment; label the application, or configure environment or namespaces';
  }
  const source = gitSourceOf(app);
  const images = readImages(imagesOf(notification));
  if (images.length === 0 && !source) {
    return 'app.status: neither an image of this synchronisation nor a commit of a Git repository';
  }
  const { operationState } = app.status;
  const common = {
    kind: 'deployment' as const,
    time: timeOfEvent({
      eventTime: operationState.finishedAt ?? operationState.startedAt,
      payload: context.payload,
      receivedAt: context.receivedAt,
    }),
    link: linkTo(notification),
    environment,
    status: statusOf(app),
    repository: source?.repository ?? null,
    commit: source?.commit ?? null,
    run: null,
    by: initiatorOf(notification),
  };
  const nothing: DeployedImage = { artifact: null, digest: null, tag: null };
  return (images.length > 0 ? images : [nothing]).map(image => ({
    ...common,
    ...image,
    deployment: `${operationOf(app)}/${imageKey(image)}`,
  }));
}

/**
 * The same at every repeat. Health may change when the synchronisation has long
 * ended, and so says something new.
 */
export function keyOf(notification: Notification): string {
  const { app } = notification;
  const images = imagesOf(notification).sort();
  const { finishedAt, startedAt } = app.status.operationState;
  const content = contentHash([images, statusOf(app)]);
  return `${idOf(app)}/${finishedAt ?? startedAt ?? ''}/${content}`;
}

function idOf({ metadata }: Application): string {
  return metadata.uid || `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Every synchronisation, and so every rollback, is a deployment of its own. */
function operationOf(app: Application): string {
  const { startedAt, finishedAt } = app.status.operationState;
  return `${idOf(app)}/${startedAt ?? finishedAt ?? ''}`;
}

/**
 * What this synchronisation brings. What lives in the cluster stands in only
 * when the synchronisation has succeeded: else it is what was there before.
 */
function imagesOf({ app, images }: Notification): string[] {
  const { operationState, summary } = app.status;
  const applied = (operationState.syncResult?.resources ?? [])
    .filter(({ hookType }) => !hookType)
    .flatMap(resource => resource.images ?? []);
  if (images && images.length > 0) {
    return [...images];
  }
  if (applied.length > 0 || operationState.phase !== 'Succeeded') {
    return applied;
  }
  return [...(summary?.images ?? [])];
}

function statusOf({ status }: Application): DeploymentStatus {
  switch (status.operationState.phase) {
    case 'Failed':
    case 'Error':
      return 'failed';
    case 'Succeeded':
      return healthAsStatus(status.health?.status);
    default:
      return 'started';
  }
}

/** What is still rolling out, suspended or not yet assessed has only started. */
function healthAsStatus(health: string | null | undefined): DeploymentStatus {
  if (!health || health === 'Healthy') {
    return 'succeeded';
  }
  return health === 'Degraded' ? 'failed' : 'started';
}

/**
 * The commit that was synchronised. Of several sources the first one from Git
 * counts; a chart's revision is a version, and that of an OCI source a digest.
 */
function gitSourceOf({
  spec,
  status,
}: Application): { repository: Repository; commit: Commit } | undefined {
  const { syncResult } = status.operationState;
  const sources = spec?.sources?.length ? spec.sources : [spec?.source];
  const revisions = spec?.sources?.length
    ? syncResult?.revisions
    : [syncResult?.revision];
  return sources.flatMap((source, index) => {
    const fromGit = !source?.chart && !source?.repoURL?.startsWith('oci:');
    const repository = fromGit && parseRepository(source?.repoURL);
    const commit = parseCommit(revisions?.[index]);
    return repository && commit ? [{ repository, commit }] : [];
  })[0];
}

function linkTo({ app, argocdUrl }: Notification): string | undefined {
  const { name, namespace } = app.metadata;
  const path = [namespace, name]
    .flatMap(part => (part ? [encodeURIComponent(part)] : []))
    .join('/');
  return argocdUrl
    ? webLink(`${argocdUrl.replace(/\/+$/, '')}/applications/${path}`)
    : undefined;
}

/** Nobody when Argo CD itself follows the repository. */
function initiatorOf({ app, argocdUrl }: Notification): Person | null {
  const { operation, initiatedBy } = app.status.operationState;
  return initiator(
    operation?.initiatedBy?.username || initiatedBy?.username,
    argocdUrl,
  );
}
