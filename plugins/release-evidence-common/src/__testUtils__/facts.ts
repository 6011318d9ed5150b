import { assess } from '../matrix';
import type { RequirementResult } from '../vocabulary/assessment';
import type { BranchRuleState } from '../vocabulary/branchRule';
import type { PushedCommit } from '../vocabulary/observation';
import type { Person } from '../vocabulary/person';
import type { Environment, Policy } from '../vocabulary/policy';
import type {
  ApprovalFact,
  DeploymentFact,
  JobFact,
  Landing,
  PullRequestFact,
  ReleaseFacts,
  ReviewFact,
  RunFact,
} from '../vocabulary/release';

export const DIGEST = `sha256:${'d'.repeat(64)}`;
export const COMMIT = 'c'.repeat(40);
export const REPOSITORY = 'github.com/acme/payments';

export const day = (n: number, time = '12:00:00') =>
  `2026-09-${String(n).padStart(2, '0')}T${time}.000Z`;

export const person = (login: string): Person => ({
  account: `github.com/${login}`,
  name: null,
  email: null,
});

export const environment = (
  change: Partial<Environment> = {},
): Environment => ({
  name: 'production',
  aliases: ['prod'],
  protected: true,
  requires: {
    'source-protection': 'none',
    'build-isolation': 'none',
    'artifact-identity': 'none',
    'deployment-approval': 'none',
  },
  checks: { required: [], maxAgeMs: null, blockingSeverity: 'high' },
  approvals: [],
  approvalTtlMs: null,
  exceptions: null,
  breakGlass: null,
  onOutage: 'closed',
  ...change,
});

export const policy = (change: Partial<Policy> = {}): Policy => ({
  version: 'sha256:policy',
  environments: [environment()],
  runnerGroups: { dedicated: ['release-builders'] },
  trust: { signers: [], builders: [] },
  ...change,
});

export const ruleState = (
  change: Partial<BranchRuleState> = {},
): BranchRuleState => ({
  includes: ['main'],
  excludes: [],
  guards: 'branch',
  enforced: true,
  requiredReviews: 1,
  codeOwnerReview: true,
  staleReviewsDismissed: true,
  bypass: 'nobody',
  forcePush: 'nobody',
  requiredChecks: [],
  restrictedPaths: [],
  signedCommits: false,
  ...change,
});

export const commit = (change: Partial<PushedCommit> = {}): PushedCommit => ({
  commit: COMMIT,
  title: 'Charge once',
  author: person('ada'),
  committer: person('ada'),
  sensitiveFiles: [],
  ...change,
});

export const landing = (change: Partial<Landing> = {}): Landing => ({
  branch: 'main',
  defaultBranch: 'main',
  at: day(10),
  before: 'b'.repeat(40),
  after: COMMIT,
  forced: false,
  commits: [commit()],
  truncated: false,
  evidence: ['ev-push'],
  ...change,
});

export const review = (change: Partial<ReviewFact> = {}): ReviewFact => ({
  id: '1',
  reviewer: person('grace'),
  state: 'approved',
  commit: 'e'.repeat(40),
  owner: true,
  at: day(9),
  evidence: ['ev-review'],
  ...change,
});

export const pullRequest = (
  change: Partial<PullRequestFact> = {},
): PullRequestFact => ({
  number: 7,
  title: 'Charge once',
  state: 'merged',
  author: person('ada'),
  baseBranch: 'main',
  head: 'e'.repeat(40),
  mergeCommit: COMMIT,
  mergedBy: person('grace'),
  mergedAt: day(10),
  reviews: [review()],
  evidence: ['ev-pull'],
  ...change,
});

export const job = (change: Partial<JobFact> = {}): JobFact => ({
  job: '70',
  name: 'build',
  status: 'completed',
  conclusion: 'success',
  runner: {
    id: '3',
    name: 'builder-3',
    group: 'release-builders',
    labels: [],
    hosted: false,
    ephemeral: null,
  },
  startedAt: day(10),
  evidence: ['ev-job'],
  ...change,
});

export const run = (change: Partial<RunFact> = {}): RunFact => ({
  repository: REPOSITORY,
  run: '17',
  attempt: 1,
  workflowPath: '.github/workflows/release.yml',
  workflowName: 'Release',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  head: COMMIT,
  headBranch: 'main',
  headRepository: REPOSITORY,
  startedAt: day(10),
  finishedAt: day(10, '12:10:00'),
  actor: person('ada'),
  variables: [],
  link: null,
  jobs: [job()],
  evidence: ['ev-run'],
  binding: 'authenticated',
  ...change,
});

export const approval = (change: Partial<ApprovalFact> = {}): ApprovalFact => ({
  environment: 'production',
  decision: 'approved',
  channel: 'forge',
  approver: person('mira'),
  requester: person('ada'),
  comment: null,
  at: day(11),
  namedBy: 'run',
  binding: 'authenticated',
  link: null,
  evidence: ['ev-approval'],
  ...change,
});

export const deployment = (
  change: Partial<DeploymentFact> = {},
): DeploymentFact => ({
  deployment: `${REPOSITORY}#9`,
  environment: 'production',
  status: 'succeeded',
  deployedAt: day(12),
  finishedAt: null,
  by: person('ada'),
  namedBy: 'digest',
  binding: 'authenticated',
  tag: null,
  link: null,
  evidence: ['ev-deployment'],
  ...change,
});

/** A release that meets all that can be met from webhooks. */
export const facts = (change: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  component: {
    ref: 'component:default/payments',
    repositories: [REPOSITORY],
    artifacts: ['ghcr.io/acme/payments'],
    workflow: null,
  },
  digest: DIGEST,
  digests: [DIGEST],
  repository: 'ghcr.io/acme/payments',
  recorded: [
    {
      name: 'ghcr.io/acme/payments',
      digest: DIGEST,
      tag: '1.4.2',
      at: day(10, '12:05:00'),
      binding: 'authenticated',
      evidence: ['ev-artifact'],
    },
  ],
  tags: [
    {
      name: '1.4.2',
      from: day(10, '12:05:00'),
      to: null,
      evidence: ['ev-artifact'],
    },
  ],
  source: {
    repository: REPOSITORY,
    commit: COMMIT,
    binding: 'authenticated',
    evidence: ['ev-artifact'],
  },
  landings: [landing()],
  pullRequests: [pullRequest()],
  branchRules: [
    {
      ruleId: 'branch-protection/1',
      from: day(1),
      to: null,
      state: ruleState(),
      evidence: ['ev-rule'],
    },
  ],
  runs: [run()],
  approvals: [approval()],
  deployments: [deployment()],
  documents: [],
  predecessors: [],
  ...change,
});

/** The result of one requirement for some facts. */
export function requirement(
  id: string,
  release: ReleaseFacts,
  options: { environment?: Environment; policy?: Policy; at?: string } = {},
): RequirementResult {
  const found = assess(
    release,
    options.environment ?? environment(),
    options.policy ?? policy(),
    options.at ?? day(20),
  )
    .controls.flatMap(({ cells }) => cells)
    .flatMap(({ requirements }) => requirements)
    .find(entry => entry.id === id);
  if (!found) {
    throw new Error(`No requirement ${id}`);
  }
  return found;
}
