import type {
  Control,
  DeploymentStatus,
  EvidenceClass,
  EvidenceItem,
  ReleaseDocument,
  RequirementResult,
  Status,
} from 'backstage-plugin-release-evidence-common';
import type { Texts } from '../../translations';
import { lastDecision, lastDeployment } from './promotion';

/*
 * What the chain shows
 *
 * The matrix says how good each control is; the chain says whether each link
 * is there at all, and how surely it hangs on the digest. So a link is judged
 * by its own evidence first, and by the lowest cell of its control only to see
 * a defect: what Better and Strong ask for is not the chain's business. A
 * release that waits to be approved or deployed is no defect either.
 */

/** The links of the chain, in order. */
export const STAGES = [
  'source',
  'build',
  'artifact',
  'approval',
  'deployment',
] as const;

/** One of them. */
export type Stage = (typeof STAGES)[number];

/** How a link holds. */
export type LinkState =
  | 'ok'
  | 'failed'
  | 'inferred'
  | 'incomplete'
  | 'waiting'
  | 'ended'
  | 'unknown'
  | 'none';

/** One link of the chain. */
export interface ChainLink {
  stage: Stage;
  state: LinkState;
  /** The one thing to know about it. */
  fact: string;
  records: number;
}

const STAGE_OF_CLASS: Record<EvidenceClass, Stage> = {
  source: 'source',
  build: 'build',
  artifact: 'artifact',
  sbom: 'artifact',
  attestation: 'artifact',
  approval: 'approval',
  deployment: 'deployment',
};

/** The link of the chain that a record belongs to. */
export function stageOf(item: Pick<EvidenceItem, 'class'>): Stage {
  return STAGE_OF_CLASS[item.class];
}

/** The chain from source to deployment, for the environment assessed. */
export function chainOf(t: Texts, release: ReleaseDocument): ChainLink[] {
  const judge: Record<Stage, (t: Texts, of: ReleaseDocument) => Judged> = {
    source: sourceLink,
    build: buildLink,
    artifact: artifactLink,
    approval: approvalLink,
    deployment: deploymentLink,
  };
  return STAGES.map(stage => ({
    stage,
    ...judge[stage](t, release),
    records: recordsOf(release, stage).length,
  }));
}

type Judged = Pick<ChainLink, 'state' | 'fact'>;

function recordsOf({ evidence }: ReleaseDocument, stage: Stage) {
  return evidence.filter(item => stageOf(item) === stage);
}

function sourceLink(t: Texts, release: ReleaseDocument): Judged {
  const { source, title } = release;
  const minimum = minimumOf(release, 'source-protection');
  if (!source) {
    return { state: 'unknown', fact: minimum.reason || t('chain.noCommit') };
  }
  const commit = source.commit.slice(0, 8);
  const fact = title
    ? t('chain.commitTitle', { commit, title })
    : t('chain.commit', { commit });
  if (source.binding === 'inferred') {
    return { state: 'inferred', fact };
  }
  return byMinimum(minimum, fact);
}

function buildLink(t: Texts, release: ReleaseDocument): Judged {
  const records = recordsOf(release, 'build');
  const minimum = minimumOf(release, 'build-isolation');
  const run = records.filter(({ kind }) => kind === 'build-run').pop();
  if (records.length === 0) {
    return { state: 'unknown', fact: minimum.reason || t('chain.noRun') };
  }
  const fact = run?.summary ?? minimum.reason;
  return records.every(({ binding }) => binding === 'inferred')
    ? { state: 'inferred', fact }
    : byMinimum(minimum, fact);
}

function artifactLink(t: Texts, release: ReleaseDocument): Judged {
  const minimum = minimumOf(release, 'artifact-identity');
  return recordsOf(release, 'artifact').length === 0
    ? { state: 'unknown', fact: t('chain.noArtifact') }
    : byMinimum(minimum, release.repository ?? minimum.reason);
}

function approvalLink(t: Texts, release: ReleaseDocument): Judged {
  const decision = lastDecision(release, release.assessment?.environment);
  const environment = decision?.environment ?? release.assessment?.environment;
  const minimum = minimumOf(release, 'deployment-approval');
  const approver = decision?.approver ?? t('chain.somebody');
  const place = { environment: environment ?? '' };
  if (minimum.status === 'not-met') {
    return { state: 'failed', fact: minimum.reason };
  }
  switch (decision?.decision) {
    case 'rejected':
      return {
        state: 'failed',
        fact: t('chain.rejected', { approver, ...place }),
      };
    case 'requested':
      return { state: 'waiting', fact: t('chain.requested', place) };
    case 'approved': {
      const fact = t('chain.approved', { approver, ...place });
      return decision.binding === 'inferred'
        ? { state: 'inferred', fact }
        : { state: 'ok', fact };
    }
    default:
      return {
        state: 'none',
        fact: environment
          ? t('chain.noApproval', { environment })
          : t('chain.noApprovalAtAll'),
      };
  }
}

const DEPLOYMENT_STATE: Record<DeploymentStatus, LinkState> = {
  pending: 'waiting',
  started: 'waiting',
  succeeded: 'ok',
  failed: 'failed',
  'rolled-back': 'ended',
  inactive: 'ended',
};

function deploymentLink(t: Texts, release: ReleaseDocument): Judged {
  const assessed = release.assessment?.environment;
  const deployment = lastDeployment(release, assessed);
  if (!deployment) {
    return {
      state: 'none',
      fact: assessed
        ? t('chain.notDeployed', { environment: assessed })
        : t('chain.notDeployedAtAll'),
    };
  }
  const { environment } = deployment;
  const state = DEPLOYMENT_STATE[deployment.status];
  return {
    state:
      state === 'ok' && deployment.binding === 'inferred' ? 'inferred' : state,
    fact: deployment.by
      ? t('chain.deployed', { environment, by: deployment.by })
      : t('chain.deployedByNobody', { environment }),
  };
}

interface Minimum {
  status: Status;
  /** Why it is not met; empty when it is. */
  reason: string;
}

function minimumOf(release: ReleaseDocument, control: Control): Minimum {
  const cell = release.assessment?.controls
    .find(entry => entry.control === control)
    ?.cells.find(({ level }) => level === 'minimum');
  const first = (status: Status): RequirementResult | undefined =>
    cell?.requirements.find(entry => entry.status === status);
  return {
    status: cell?.status ?? 'met',
    reason: (first('not-met') ?? first('unknown'))?.reason ?? '',
  };
}

function byMinimum({ status, reason }: Minimum, fact: string): Judged {
  switch (status) {
    case 'not-met':
      return { state: 'failed', fact: reason };
    case 'unknown':
      return { state: 'incomplete', fact: reason };
    default:
      return { state: 'ok', fact };
  }
}
