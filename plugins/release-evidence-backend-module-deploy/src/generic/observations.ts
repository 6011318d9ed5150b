import { webLink } from 'backstage-plugin-release-evidence-node';
import type {
  ApprovalSeen,
  ArtifactAnnounced,
  ArtifactPushed,
  BuildJobSeen,
  BuildRunSeen,
  DeploymentSeen,
  Observation,
  Runner,
} from 'backstage-plugin-release-evidence-common';
import type {
  ApprovalEvent,
  ArtifactEvent,
  BuildEvent,
  DeploymentEvent,
  GenericEvent,
} from './genericEvent';
import { toPerson } from './person';
import { RUN_STATUS } from './runStatus';

/** What one of our own events says. */
export function observationsOf(event: GenericEvent): Observation[] {
  switch (event.type) {
    case 'artifact':
      return [artifactOf(event)];
    case 'build':
      return [runOf(event), ...jobOf(event)];
    case 'deployment':
      return [deploymentOf(event)];
    case 'approval':
      return [approvalOf(event)];
    default:
      return [];
  }
}

const timeOf = ({ time }: GenericEvent) => ({
  at: time,
  basis: 'event' as const,
});

function artifactOf(event: ArtifactEvent): ArtifactPushed | ArtifactAnnounced {
  const { repository, digest, tag, commit } = event;
  if (!digest) {
    return {
      kind: 'artifact-announced',
      time: timeOf(event),
      name: repository,
      tag: tag!,
      actor: null,
    };
  }
  return {
    kind: 'artifact-pushed',
    time: timeOf(event),
    name: repository,
    digest,
    tag: tag ?? null,
    mediaType: null,
    platforms: [],
    revision: commit?.sha ?? null,
    sourceRepository: commit?.repository ?? null,
    actor: null,
  };
}

/** Without a repository, a run is told apart by its address. */
function nameOfRun({ run, commit }: BuildEvent) {
  return {
    repository: commit?.repository ?? null,
    run: commit ? run.id : run.url ?? run.id,
    attempt: 1,
    head: commit?.sha ?? null,
  };
}

/** A path has no spaces, and a slash or an ending, or is a Jenkinsfile. */
const PATH = /^\S*[/.]\S*$|^\S+file$/i;

function runOf(event: BuildEvent): BuildRunSeen {
  const { run, commit, digest, variables } = event;
  const workflow = run.workflow ?? null;
  return {
    kind: 'build-run',
    time: timeOf(event),
    link: webLink(run.url),
    ...nameOfRun(event),
    workflowPath: workflow && PATH.test(workflow) ? workflow : null,
    workflowName: workflow,
    event: null,
    ...RUN_STATUS[run.status],
    headBranch: null,
    headRepository: commit?.repository ?? null,
    startedAt: run.startedAt ?? null,
    finishedAt: run.finishedAt ?? null,
    actor: null,
    digests: digest ? [digest] : [],
    variables: [...new Set(variables ?? [])].sort(),
  };
}

/** Our events know one runner for a run, which is as if it had one job. */
function jobOf(event: BuildEvent): BuildJobSeen[] {
  const { run, runner } = event;
  if (!runner) {
    return [];
  }
  return [
    {
      kind: 'build-job',
      time: timeOf(event),
      link: webLink(run.url),
      ...nameOfRun(event),
      job: run.id,
      name: run.workflow ?? 'build',
      ...RUN_STATUS[run.status],
      runner: runnerOf(runner),
      startedAt: run.startedAt ?? null,
      finishedAt: run.finishedAt ?? null,
    },
  ];
}

function runnerOf(runner: NonNullable<BuildEvent['runner']>): Runner {
  return {
    id: null,
    name: runner.name ?? null,
    group: runner.group ?? null,
    labels: [...(runner.labels ?? [])].sort(),
    hosted: runner.hosted ?? null,
    ephemeral: runner.ephemeral ?? null,
  };
}

function targetOf(event: DeploymentEvent | ApprovalEvent) {
  return {
    repository: event.commit?.repository ?? null,
    commit: event.commit?.sha ?? null,
    artifact: event.repository ?? null,
    digest: event.digest ?? null,
    tag: event.tag ?? null,
    run: null,
  };
}

function deploymentOf(event: DeploymentEvent): DeploymentSeen {
  return {
    kind: 'deployment',
    time: timeOf(event),
    link: webLink(event.url),
    deployment: event.deployment ?? event.id,
    environment: event.environment,
    status: event.status,
    ...targetOf(event),
    by: event.by ? toPerson(event.by, null) : null,
  };
}

const DECISIONS = {
  approve: 'approved',
  approved: 'approved',
  reject: 'rejected',
  rejected: 'rejected',
  requested: 'requested',
} as const;

/** A login given on a forge is one of the forge that has the commit. */
function approvalOf(event: ApprovalEvent): ApprovalSeen {
  const forge =
    event.channel === 'forge' ? event.commit?.repository.split('/')[0] : null;
  return {
    kind: 'approval',
    time: timeOf(event),
    link: webLink(event.link),
    environment: event.environment,
    decision: DECISIONS[event.decision],
    channel: event.channel,
    approver: toPerson(event.approver, forge ?? null),
    requester: null,
    comment: event.comment || null,
    ...targetOf(event),
  };
}
