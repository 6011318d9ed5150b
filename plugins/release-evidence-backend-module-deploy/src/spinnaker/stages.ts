import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  ApprovalSeen,
  DeploymentSeen,
  DeploymentStatus,
  Observation,
  ObservationBase,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { imageKey } from '../image';
import { initiator } from '../initiator';
import { environmentOf, Placement } from '../placement';
import type { Execution, Stage } from './execution';
import { imagesOf } from './stageImages';

/** How the source is configured. */
export interface Spinnaker {
  placement: Placement;
  /** The address of its pages. */
  url: string | null;
}

/** What one stage says, or why it says nothing. */
export interface ReadStage {
  key: string;
  said: Observation[] | string;
}

/** A rollback is a deployment of what it goes back to. */
const DEPLOYS = new Set([
  'deploy',
  'deployManifest',
  'patchManifest',
  'createServerGroup',
  'cloneServerGroup',
  'deployCloudrunManifest',
  'undoRolloutManifest',
  'rollbackCluster',
]);

const JUDGMENT = 'manualJudgment';

/** The stages of an execution that deploy or decide, and have begun. */
export function readStages(
  execution: Execution,
  spinnaker: Spinnaker,
): ReadStage[] {
  return execution.stages
    .filter(stage => !stage.syntheticStageOwner && hasBegun(stage))
    .flatMap(stage => {
      if (stage.type !== JUDGMENT && !DEPLOYS.has(stage.type)) {
        return [];
      }
      const said =
        stage.type === JUDGMENT
          ? approvalsOf(stage, execution, spinnaker)
          : deploymentsOf(stage, execution, spinnaker);
      return [{ key: keyOf(stage, execution), said }];
    });
}

function hasBegun({ status }: Stage): boolean {
  return status !== 'NOT_STARTED' && status !== 'SKIPPED';
}

function keyOf(stage: Stage, execution: Execution): string {
  return [attemptOf(stage, execution), stage.status, judgmentOf(stage)]
    .filter(Boolean)
    .join('/');
}

/** A stage that is started again keeps its id. */
function attemptOf(stage: Stage, { id }: Execution): string {
  return `${id}/${stage.id}/${stage.startTime ?? ''}`;
}

const STATUS: ReadonlyMap<string, DeploymentStatus> = new Map([
  ['RUNNING', 'started'],
  ['PAUSED', 'started'],
  ['SUSPENDED', 'started'],
  ['SUCCEEDED', 'succeeded'],
  ['TERMINAL', 'failed'],
  ['FAILED_CONTINUE', 'failed'],
  ['STOPPED', 'failed'],
  ['CANCELED', 'failed'],
]);

function deploymentsOf(
  stage: Stage,
  execution: Execution,
  spinnaker: Spinnaker,
): DeploymentSeen[] | string {
  const status = STATUS.get(stage.status);
  if (!status) {
    return `status: none of ${[...STATUS.keys()].join(', ')}`;
  }
  const environment = environmentOfStage(stage, spinnaker);
  if (!environment) {
    return 'context.account: no environment; configure environment or accounts';
  }
  const images = imagesOf(stage);
  if (images.length === 0) {
    return 'outputs.manifests: no image in a manifest, and none among the artifacts';
  }
  return images.map(image => ({
    kind: 'deployment',
    ...whenAndWhere(
      status === 'started' ? stage.startTime : stage.endTime ?? stage.startTime,
      execution,
      spinnaker,
    ),
    deployment: `${attemptOf(stage, execution)}/${imageKey(image)}`,
    environment,
    status,
    repository: null,
    commit: null,
    ...image,
    run: execution.id,
    by: initiatorOf(execution, spinnaker),
  }));
}

/**
 * A judgment is about what follows it. It names no artifact, but its execution,
 * as the deployments do.
 */
function approvalsOf(
  stage: Stage,
  execution: Execution,
  spinnaker: Spinnaker,
): ApprovalSeen[] | string {
  const decision = judgmentOf(stage);
  if (!decision) {
    return 'context.judgmentStatus: neither continue nor stop';
  }
  const environments = new Set(
    stagesAfter(stage, execution)
      .filter(({ type }) => DEPLOYS.has(type))
      .flatMap(after => environmentOfStage(after, spinnaker) ?? []),
  );
  if (environments.size === 0) {
    return 'requisiteStageRefIds: no deployment with an environment follows the judgment';
  }
  const { context, lastModified } = stage;
  const decided = decision !== 'requested';
  const input = textIn(context?.judgmentInput);
  return [...environments].map(environment => ({
    kind: 'approval',
    ...whenAndWhere(
      decided
        ? lastModified?.lastModifiedTime ?? stage.endTime
        : stage.startTime,
      execution,
      spinnaker,
    ),
    environment,
    decision,
    channel: 'forge',
    approver: decided
      ? initiator(
          textIn(context?.lastModifiedBy) ?? lastModified?.user,
          spinnaker.url,
        )
      : null,
    requester: initiatorOf(execution, spinnaker),
    comment: decided ? input : null,
    repository: null,
    commit: null,
    artifact: null,
    digest: null,
    tag: null,
    run: execution.id,
  }));
}

function judgmentOf({
  type,
  status,
  context,
}: Stage): ApprovalSeen['decision'] | undefined {
  const judged = textIn(context?.judgmentStatus)?.toLowerCase();
  if (type !== JUDGMENT) {
    return undefined;
  }
  if (judged === 'continue') {
    return 'approved';
  }
  if (judged === 'stop') {
    return 'rejected';
  }
  return status === 'RUNNING' ? 'requested' : undefined;
}

function stagesAfter(stage: Stage, { stages }: Execution): Stage[] {
  const after = new Set<Stage>();
  const pending = [stage];
  while (pending.length > 0) {
    const { refId } = pending.pop()!;
    for (const next of stages) {
      if (
        refId &&
        next.requisiteStageRefIds?.includes(refId) &&
        !after.has(next)
      ) {
        after.add(next);
        pending.push(next);
      }
    }
  }
  return [...after];
}

function environmentOfStage(
  { context }: Stage,
  { placement }: Spinnaker,
): string | undefined {
  return environmentOf(placement, {
    said: textIn(context?.environment),
    place: textIn(context?.account) ?? textIn(context?.credentials),
  });
}

function whenAndWhere(
  eventTime: Stage['endTime'],
  { application, id }: Execution,
  { url }: Spinnaker,
): ObservationBase {
  const at = parseInstant(eventTime);
  const path = `#/applications/${encodeURIComponent(
    application,
  )}/executions/details/${encodeURIComponent(id)}`;
  return {
    time: at ? { at, basis: 'event' } : undefined,
    link: url ? webLink(`${url.replace(/\/+$/, '')}/${path}`) : undefined,
  };
}

function initiatorOf(
  { trigger, authentication }: Execution,
  { url }: Spinnaker,
) {
  return initiator(trigger?.user ?? authentication?.user, url);
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
