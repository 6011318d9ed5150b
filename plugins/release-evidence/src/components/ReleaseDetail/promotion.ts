import type {
  EvidenceItem,
  Instant,
  ReleaseApproval,
  ReleaseDeployment,
  ReleaseDocument,
} from 'backstage-plugin-release-evidence-common';

type Promoted = Pick<ReleaseDocument, 'approvals' | 'deployments' | 'evidence'>;

/**
 * The deployment to an environment that began last. Its beginning counts, not
 * its last report: that an older one became inactive is told after the newer
 * one has succeeded.
 */
export function lastDeployment(
  { deployments, evidence }: Promoted,
  environment: string | undefined,
): ReleaseDeployment | undefined {
  const began = new Map(
    deployments.map(deployment => [
      deployment,
      beginning(deployment, evidence),
    ]),
  );
  return deployments
    .filter(isIn(environment))
    .sort((a, b) => compare(began.get(a)!, began.get(b)!))
    .pop();
}

function beginning(
  { evidence: ids, deployedAt }: ReleaseDeployment,
  evidence: EvidenceItem[],
): Instant {
  const [first] = evidence
    .filter(({ id }) => ids.includes(id))
    .map(({ occurredAt }) => occurredAt)
    .sort();
  return first ?? deployedAt ?? '';
}

/** What was said last about promoting a release to an environment. */
export function lastDecision(
  { approvals }: Promoted,
  environment: string | undefined,
): ReleaseApproval | undefined {
  const here = approvals
    .filter(isIn(environment))
    .sort((a, b) => compare(a.at, b.at));
  const decided = here.filter(({ decision }) => decision !== 'requested');
  return decided.pop() ?? here.pop();
}

/** Any environment will do when none is asked for. */
function isIn(environment: string | undefined) {
  return (entry: { environment: string }) =>
    environment === undefined || entry.environment === environment;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
