import { personName } from '../../vocabulary/person';
import type { ApprovalFact } from '../../vocabulary/release';
import type { MatrixContext } from '../context';
import { met, notMet, Outcome, Requirement, unknown } from '../requirement';

const ASK = 'Ask for approval of this digest before it is deployed.';

/** The approvals that stood when the release was deployed, or stand now. */
function timelyApprovals({
  approvals,
  deployment,
}: MatrixContext): ApprovalFact[] {
  const before = approvals.filter(
    ({ at }) => deployment === null || at < deployment.deployedAt!,
  );
  const latest = new Map<string, ApprovalFact>();
  for (const decision of before) {
    latest.set(decision.approver!.account ?? decision.evidence[0], decision);
  }
  const standing = [...latest.values()];
  return standing.some(({ decision }) => decision === 'rejected')
    ? []
    : standing;
}

const approvedBeforeDeployment: Requirement = {
  id: 'approved-before-deployment',
  control: 'deployment-approval',
  level: 'minimum',
  title:
    'A person approved this release for this environment before it was deployed',
  evaluate: context => {
    const { approvals, deployment, environment, excludedApprovals } = context;
    const timely = timelyApprovals(context);
    if (timely.length > 0) {
      const last = timely[timely.length - 1];
      return met(
        `${personName(last.approver)} approved it for ${environment.name} on ${
          last.at
        }${
          deployment
            ? `, before the deployment on ${deployment.deployedAt}`
            : ''
        }.`,
        [
          ...timely.flatMap(({ evidence }) => evidence),
          ...(deployment?.evidence ?? []),
        ],
      );
    }
    const evidence = [
      ...approvals.flatMap(entry => entry.evidence),
      ...excludedApprovals.flatMap(({ approval }) => approval.evidence),
      ...(deployment?.evidence ?? []),
    ];
    return evidence.length === 0
      ? unknown(
          `There is neither an approval for ${environment.name} nor a deployment to it.`,
          ASK,
        )
      : notMet(whyNot(context), evidence, ASK);
  },
};

function whyNot(context: MatrixContext): string {
  const { approvals, deployment, environment, excludedApprovals } = context;
  if (approvals.some(({ decision }) => decision === 'rejected')) {
    return `It was rejected for ${environment.name}.`;
  }
  if (approvals.length > 0) {
    return `It was deployed on ${
      deployment!.deployedAt
    }, before it was approved on ${approvals[0].at}.`;
  }
  if (excludedApprovals.length > 0) {
    const { approval, reason } = excludedApprovals[0];
    return `The approval of ${personName(
      approval.approver,
    )} does not count: ${reason}.`;
  }
  return `It was deployed to ${environment.name} on ${
    deployment!.deployedAt
  } without an approval.`;
}

function withApproval(
  context: MatrixContext,
  judge: (timely: ApprovalFact[]) => Outcome,
): Outcome {
  const timely = timelyApprovals(context);
  if (timely.length > 0) {
    return judge(timely);
  }
  return context.deployment
    ? notMet(
        'It was deployed without an approval.',
        context.deployment.evidence,
        ASK,
      )
    : unknown('There is no approval yet.', ASK);
}

const approvalNamesDigest: Requirement = {
  id: 'approval-names-digest',
  control: 'deployment-approval',
  level: 'better',
  title: 'The approval names the digest',
  evaluate: context =>
    withApproval(context, timely => {
      const exact = timely.filter(({ namedBy }) => namedBy === 'digest');
      return exact.length > 0
        ? met(
            'The approval names the digest.',
            exact.flatMap(({ evidence }) => evidence),
          )
        : notMet(
            `The approval names a ${timely[0].namedBy}, not the digest.`,
            timely.flatMap(({ evidence }) => evidence),
            'Approve the digest itself from this portal.',
          );
    }),
};

const approvalCarriesChecklist: Requirement = {
  id: 'approval-carries-checklist',
  control: 'deployment-approval',
  level: 'better',
  title: 'The approval carries the answered checklist and was not stale',
  evaluate: () =>
    unknown(
      'No approval with an answered checklist is recorded.',
      'Approve the digest from this portal, where the six questions are answered.',
    ),
};

const verdictBeforeDeployment: Requirement = {
  id: 'verdict-before-deployment',
  control: 'deployment-approval',
  level: 'strong',
  title:
    'A policy verdict “allow” for this digest was recorded before the deployment',
  evaluate: () =>
    unknown(
      'No policy verdict for this digest is recorded.',
      'Have the deployer ask the gate for a verdict before it deploys.',
    ),
};

const breakGlassReviewed: Requirement = {
  id: 'break-glass-reviewed',
  control: 'deployment-approval',
  level: 'strong',
  title: 'Break-glass is configured, and every use is logged and reviewed',
  evaluate: () =>
    unknown(
      'Whether break-glass was used and reviewed is not recorded.',
      'Configure breakGlass for the environment.',
    ),
};

/** The requirements of deployment approval, all three levels. @public */
export const deploymentApproval: Requirement[] = [
  approvedBeforeDeployment,
  approvalNamesDigest,
  approvalCarriesChecklist,
  verdictBeforeDeployment,
  breakGlassReviewed,
];
