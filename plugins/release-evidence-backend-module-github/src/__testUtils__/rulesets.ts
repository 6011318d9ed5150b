import { repository, user } from './payloads';

export const pullRequestRule = {
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 2,
    require_code_owner_review: true,
    dismiss_stale_reviews_on_push: false,
    require_last_push_approval: true,
  },
};

const checksRule = {
  type: 'required_status_checks',
  parameters: {
    required_status_checks: [
      { context: 'test', integration_id: 1 },
      { context: 'lint' },
    ],
  },
};

export const pathsRule = {
  type: 'file_path_restriction',
  parameters: { restricted_file_paths: ['.github/workflows/**'] },
};

export const ruleset = {
  id: 42,
  name: 'main',
  target: 'branch',
  source_type: 'Repository',
  enforcement: 'active',
  bypass_actors: [] as object[],
  conditions: {
    ref_name: { include: ['~DEFAULT_BRANCH'], exclude: ['refs/heads/wip/**'] },
  } as object,
  rules: [
    pullRequestRule,
    checksRule,
    { type: 'non_fast_forward' },
    { type: 'required_signatures' },
  ] as object[],
  created_at: '2025-01-01T00:00:00Z',
  updated_at: '2026-10-01T10:00:00Z',
  _links: { html: { href: 'https://github.com/Acme/Payments/rules/42' } },
};

export const rulesetEvent = (
  action: string,
  changes: object = {},
  more: object = {},
) => ({
  action,
  repository_ruleset: { ...ruleset, ...changes },
  repository,
  sender: user('grace'),
  ...more,
});

/** What the ruleset asks for. */
export const RULESET_STATE = {
  guards: 'branch' as const,
  includes: ['~DEFAULT_BRANCH'],
  excludes: ['refs/heads/wip/**'],
  enforced: true,
  requiredReviews: 2,
  codeOwnerReview: true,
  staleReviewsDismissed: true,
  bypass: 'nobody',
  forcePush: 'nobody',
  requiredChecks: ['lint', 'test'],
  restrictedPaths: [],
  signedCommits: true,
};
