import { bindsAtLeast } from '../vocabulary/evidence';
import { Person, samePerson } from '../vocabulary/person';
import { Environment, findEnvironment, Policy } from '../vocabulary/policy';
import type {
  ApprovalFact,
  DeploymentFact,
  ReleaseFacts,
} from '../vocabulary/release';
import type { Instant } from '../vocabulary/time';
import { changeOf, ReleaseChange } from './change';
import { judgeDocument, JudgedDocument } from './trust';

/** An approval that separation of duties leaves out, and why. @public */
export interface ExcludedApproval {
  approval: ApprovalFact;
  reason: string;
}

/** What every requirement of one assessment looks at. @public */
export interface MatrixContext {
  facts: ReleaseFacts;
  environment: Environment;
  policy: Policy;
  at: Instant;
  change: ReleaseChange;
  /** The first deployment of this release here that took effect. */
  deployment: DeploymentFact | null;
  /** Decisions for this environment that count, oldest first. */
  approvals: ApprovalFact[];
  excludedApprovals: ExcludedApproval[];
  /** Every document, with what it is worth for this release. */
  documents: JudgedDocument[];
}

export function matrixContext(
  facts: ReleaseFacts,
  environment: Environment,
  policy: Policy,
  at: Instant,
): MatrixContext {
  const here = (name: string) =>
    findEnvironment(policy.environments, name)?.name === environment.name;
  const change = changeOf(facts, environment.name);
  const decided = facts.approvals.filter(
    approval => approval.decision !== 'requested' && here(approval.environment),
  );
  const excluded = decided.flatMap(approval => {
    const reason = exclusionReason(approval, change);
    return reason ? [{ approval, reason }] : [];
  });
  return {
    facts,
    environment,
    policy,
    at,
    change,
    deployment: firstEffective(
      facts.deployments.filter(deployment => here(deployment.environment)),
    ),
    approvals: decided.filter(
      approval =>
        approval.approver !== null &&
        bindsAtLeast(approval.binding, 'declared') &&
        !excluded.some(entry => entry.approval === approval),
    ),
    excludedApprovals: excluded,
    documents: facts.documents.map(document =>
      judgeDocument(document, facts, policy),
    ),
  };
}

function firstEffective(deployments: DeploymentFact[]): DeploymentFact | null {
  const effective = deployments.filter(({ deployedAt }) => deployedAt !== null);
  effective.sort((a, b) => (a.deployedAt! < b.deployedAt! ? -1 : 1));
  return effective[0] ?? null;
}

function exclusionReason(
  { approver, requester, decision }: ApprovalFact,
  change: ReleaseChange,
): string | undefined {
  if (!approver || decision !== 'approved') {
    return undefined;
  }
  const is = (person: Person | null) =>
    person !== null && samePerson(person, approver);
  if (is(requester)) {
    return 'who approved also started the run';
  }
  if (change.people.some(is)) {
    return 'who approved also wrote or committed part of the change';
  }
  return undefined;
}
