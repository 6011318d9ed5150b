import {
  ApprovalFact,
  ApprovalSeen,
  Binding,
  DeploymentFact,
  DeploymentSeen,
  DeploymentStatus,
  Digest,
  EvidenceRecord,
  NamedBy,
  RunFact,
  SourceFact,
} from 'backstage-plugin-release-evidence-common';
import { ofKind } from '../../releases/reach';
import { byTimeThenId, RecordOf } from './records';

/** What a report may use to mean this release. */
export interface Recognition {
  digests: Digest[];
  runs: RunFact[];
  source: SourceFact | null;
  /** Ids of the records that name a tag while it pointed at this release. */
  byTag: ReadonlySet<string>;
  /** Whether the source's commit was built into this one artifact only. */
  onlyArtifactOfCommit: boolean;
}

/** How a deployment or approval names this release; undefined when it does not. */
export function recognise(
  { id, observation }: RecordOf<DeploymentSeen> | RecordOf<ApprovalSeen>,
  recognition: Recognition,
): { namedBy: NamedBy; binding: Binding } | undefined {
  const { digests, runs, source, byTag, onlyArtifactOfCommit } = recognition;
  if (observation.digest !== null) {
    return digests.includes(observation.digest)
      ? { namedBy: 'digest', binding: 'authenticated' }
      : undefined;
  }
  if (byTag.has(id)) {
    return { namedBy: 'tag', binding: 'inferred' };
  }
  if (observation.tag !== null && observation.artifact !== null) {
    return undefined;
  }
  const run = runs.find(
    entry =>
      entry.run === observation.run &&
      entry.repository === observation.repository,
  );
  if (run) {
    return { namedBy: 'run', binding: run.binding };
  }
  const sameCommit =
    source !== null &&
    observation.repository === source.repository &&
    observation.commit === source.commit;
  return sameCommit
    ? {
        namedBy: 'commit',
        binding:
          onlyArtifactOfCommit && source.binding !== 'inferred'
            ? 'authenticated'
            : 'inferred',
      }
    : undefined;
}

const BEST_FIRST: NamedBy[] = ['digest', 'run', 'commit', 'tag'];

const PROGRESS: DeploymentStatus[] = [
  'pending',
  'started',
  'failed',
  'succeeded',
  'rolled-back',
  'inactive',
];

/** The deployments of this release, the reports on each put together. */
export function deploymentFacts(
  records: EvidenceRecord[],
  recognition: Recognition,
): DeploymentFact[] {
  const deployments = new Map<string, RecordOf<DeploymentSeen>[]>();
  for (const record of ofKind(records, 'deployment').sort(byTimeThenId)) {
    const { deployment, environment } = record.observation;
    const key = `${deployment} ${environment.toLowerCase()}`;
    deployments.set(key, [...(deployments.get(key) ?? []), record]);
  }
  return [...deployments.values()]
    .flatMap(reports => deploymentFact(reports, recognition))
    .sort((a, b) => {
      const [left, right] = [a.deployedAt ?? '', b.deployedAt ?? ''];
      return left === right
        ? compare(a.deployment, b.deployment)
        : compare(left, right);
    });
}

function deploymentFact(
  reports: RecordOf<DeploymentSeen>[],
  recognition: Recognition,
): DeploymentFact[] {
  const decisive = effectiveReport(reports);
  const names = reports.flatMap(report => {
    const name = recognise(report, recognition);
    // A tag means what it meant when the deployment took effect; the reports
    // that follow may name it when it has long moved on.
    return name && (name.namedBy !== 'tag' || report === decisive)
      ? [name]
      : [];
  });
  const best = BEST_FIRST.flatMap(
    namedBy => names.find(entry => entry.namedBy === namedBy) ?? [],
  )[0];
  if (!best) {
    return [];
  }
  const last = [...reports].sort(
    (a, b) =>
      PROGRESS.indexOf(b.observation.status) -
      PROGRESS.indexOf(a.observation.status),
  )[0];
  const timeOf = (...statuses: DeploymentStatus[]) =>
    reports.find(({ observation }) => statuses.includes(observation.status))
      ?.occurredAt ?? null;
  const succeeded = timeOf('succeeded');
  const { observation } = last;
  return [
    {
      deployment: observation.deployment,
      environment: observation.environment,
      status: observation.status,
      deployedAt:
        succeeded === null ? null : earlier(timeOf('started'), succeeded),
      finishedAt: timeOf('inactive', 'rolled-back'),
      by: observation.by,
      namedBy: best.namedBy,
      binding: best.binding,
      tag: observation.tag,
      link: observation.link ?? null,
      evidence: reports.map(({ id }) => id).sort(),
    },
  ];
}

/** The report by which the deployment began to take effect, else the first. */
function effectiveReport(
  reports: RecordOf<DeploymentSeen>[],
): RecordOf<DeploymentSeen> {
  return (
    reports.find(({ observation: { status } }) =>
      ['started', 'succeeded'].includes(status),
    ) ?? reports[0]
  );
}

function earlier(a: string | null, b: string): string {
  return a !== null && a < b ? a : b;
}

/**
 * Decisions that reach this release. One that names a run counts for what that
 * run built or deploys.
 */
export function approvalFacts(
  records: EvidenceRecord[],
  recognition: Recognition,
  deployments: DeploymentFact[],
): ApprovalFact[] {
  const deployedBy = new Set(
    ofKind(records, 'deployment')
      .filter(({ id }) =>
        deployments.some(
          ({ evidence, binding }) =>
            binding !== 'inferred' && evidence.includes(id),
        ),
      )
      .map(({ observation }) => `${observation.repository}#${observation.run}`),
  );
  return ofKind(records, 'approval')
    .sort(byTimeThenId)
    .flatMap(record => {
      const { observation } = record;
      const name =
        observation.run !== null && observation.digest === null
          ? byRun(record, recognition, deployedBy)
          : recognise(record, recognition);
      return name
        ? [
            {
              environment: observation.environment,
              decision: observation.decision,
              channel: observation.channel,
              approver: observation.approver,
              requester: observation.requester,
              comment: observation.comment,
              at: record.occurredAt,
              ...name,
              link: observation.link ?? null,
              evidence: [record.id],
            },
          ]
        : [];
    });
}

function byRun(
  { observation }: RecordOf<ApprovalSeen>,
  { runs }: Recognition,
  deployedBy: ReadonlySet<string>,
): { namedBy: NamedBy; binding: Binding } | undefined {
  const built = runs.find(
    run =>
      run.run === observation.run && run.repository === observation.repository,
  );
  if (built) {
    return { namedBy: 'run', binding: built.binding };
  }
  return deployedBy.has(`${observation.repository}#${observation.run}`)
    ? { namedBy: 'run', binding: 'authenticated' }
    : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
