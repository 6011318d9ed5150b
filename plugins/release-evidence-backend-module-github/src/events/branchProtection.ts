import {
  BranchRuleState,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import { id, repositorySchema } from '../githubPayload';

const ruleSchema = z.object({
  id,
  name: z.string(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  pull_request_reviews_enforcement_level: z.string().nullish(),
  required_approving_review_count: z.number().nullish(),
  require_code_owner_review: z.boolean().nullish(),
  dismiss_stale_reviews_on_push: z.boolean().nullish(),
  require_last_push_approval: z.boolean().nullish(),
  admin_enforced: z.boolean().nullish(),
  allow_force_pushes_enforcement_level: z.string().nullish(),
  required_status_checks: z.array(z.string()).nullish(),
  signature_requirement_enforcement_level: z.string().nullish(),
});

type Rule = z.infer<typeof ruleSchema>;

const schema = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  rule: ruleSchema,
  changes: z.record(z.string(), z.looseObject({ from: z.unknown() })).nullish(),
  repository: repositorySchema,
});

/**
 * An edit tells what held before, field by field, and so gives a piece of the
 * rule's history even when no earlier event was ever received.
 */
export const branchProtectionRule = eventReader(schema, (payload, raw) => {
  const { action, rule } = payload;
  const state = ruleState(rule);
  const eventTime = {
    created: rule.created_at,
    edited: rule.updated_at,
    deleted: undefined,
  }[action];
  const previous = {
    created: null,
    edited: ruleState(undo(rule, payload.changes ?? {})),
    deleted: state,
  }[action];
  return [
    {
      kind: 'branch-rule',
      time: timeOf(eventTime, raw),
      repository: payload.repository.name,
      organization: null,
      repositories: null,
      ruleId: `branch-protection/${rule.id}`,
      ruleset: false,
      existsSince: parseInstant(rule.created_at) ?? null,
      before: previous,
      after: action === 'deleted' ? null : state,
    },
  ];
});

function undo(rule: Rule, changes: Record<string, { from: unknown }>): Rule {
  const before = Object.fromEntries(
    Object.entries(changes).map(([field, { from }]) => [field, from]),
  );
  return ruleSchema.safeParse({ ...rule, ...before }).data ?? rule;
}

function ruleState(rule: Rule): BranchRuleState {
  const reviewLevel = rule.pull_request_reviews_enforcement_level ?? 'off';
  const required =
    reviewLevel === 'off' ? 0 : rule.required_approving_review_count ?? 0;
  return {
    includes: [rule.name],
    excludes: [],
    enforced: true,
    requiredReviews: required,
    codeOwnerReview: required > 0 && rule.require_code_owner_review === true,
    staleReviewsDismissed:
      rule.dismiss_stale_reviews_on_push === true ||
      rule.require_last_push_approval === true,
    bypass:
      rule.admin_enforced === true && reviewLevel !== 'non_admins'
        ? 'nobody'
        : 'administrators',
    forcePush:
      ({ everyone: 'everyone', non_admins: 'some' } as const)[
        rule.allow_force_pushes_enforcement_level as 'everyone' | 'non_admins'
      ] ?? 'nobody',
    requiredChecks: [...(rule.required_status_checks ?? [])].sort(),
    restrictedPaths: [],
    signedCommits:
      (rule.signature_requirement_enforcement_level ?? 'off') !== 'off',
  };
}

export const protectionSwitched = eventReader(
  z.object({
    action: z.enum(['enabled', 'disabled']),
    repository: repositorySchema,
  }),
  ({ action, repository }, raw) => [
    {
      kind: 'protection-switched',
      time: timeOf(undefined, raw),
      repository: repository.name,
      enabled: action === 'enabled',
    },
  ],
);
