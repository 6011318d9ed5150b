import {
  BranchRuleState,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { id, repositorySchema } from '../githubPayload';
import { ruleChangeTime, untoldTime } from './ruleTime';

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
  required_status_checks_enforcement_level: z.string().nullish(),
  signature_requirement_enforcement_level: z.string().nullish(),
});

type Rule = z.infer<typeof ruleSchema>;

const schema = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  rule: ruleSchema,
  changes: z.looseObject({}).nullish(),
  repository: repositorySchema,
});

/**
 * An edit tells what held before, field by field, and so gives a piece of the
 * rule's history even when no earlier event was ever received.
 */
export const branchProtectionRule = eventReader(schema, (payload, timeOf) => {
  const { action, rule } = payload;
  const state = ruleState(rule);
  const previous = {
    created: () => null,
    edited: () => stateBefore(rule, payload.changes),
    deleted: () => state,
  }[action];
  return [
    {
      kind: 'branch-rule',
      time: ruleChangeTime(action, rule, timeOf),
      repository: payload.repository.name,
      organization: null,
      repositories: null,
      ruleId: `branch-protection/${rule.id}`,
      ruleset: false,
      existsSince: parseInstant(rule.created_at) ?? null,
      before: previous(),
      after: action === 'deleted' ? null : state,
    },
  ];
});

const RULE_FIELDS = new Set(Object.keys(ruleSchema.shape));

/** Null when the event does not tell, or tells what cannot have been. */
function stateBefore(
  rule: Rule,
  changes: Record<string, unknown> | null | undefined,
): BranchRuleState | null {
  const previous = z
    .record(z.string(), z.looseObject({ from: z.unknown() }))
    .safeParse(
      changes &&
        Object.fromEntries(
          Object.entries(changes).filter(([field]) => RULE_FIELDS.has(field)),
        ),
    );
  if (!previous.success) {
    return null;
  }
  const before = ruleSchema.safeParse({
    ...rule,
    ...Object.fromEntries(
      Object.entries(previous.data).map(([field, { from }]) => [field, from]),
    ),
  });
  return before.success ? ruleState(before.data) : null;
}

function ruleState(rule: Rule): BranchRuleState {
  const reviewLevel = rule.pull_request_reviews_enforcement_level ?? 'off';
  const required =
    reviewLevel === 'off' ? 0 : rule.required_approving_review_count ?? 0;
  return {
    guards: 'branch',
    includes: [rule.name],
    excludes: [],
    enforced: true,
    requiredReviews: required,
    codeOwnerReview: required > 0 && rule.require_code_owner_review === true,
    staleReviewsDismissed:
      required > 0 &&
      (rule.dismiss_stale_reviews_on_push === true ||
        rule.require_last_push_approval === true),
    bypass:
      rule.admin_enforced === true && reviewLevel !== 'non_admins'
        ? 'nobody'
        : 'administrators',
    forcePush: forcePushOf(rule.allow_force_pushes_enforcement_level),
    // GitHub keeps the list when the requirement itself is switched off.
    requiredChecks:
      rule.required_status_checks_enforcement_level === 'off'
        ? []
        : [...(rule.required_status_checks ?? [])].sort(),
    restrictedPaths: [],
    signedCommits:
      (rule.signature_requirement_enforcement_level ?? 'off') !== 'off',
  };
}

/** A level that we do not know is taken for the weakest. */
function forcePushOf(
  level: string | null | undefined,
): BranchRuleState['forcePush'] {
  switch (level ?? 'off') {
    case 'off':
      return 'nobody';
    case 'non_admins':
      return 'some';
    default:
      return 'everyone';
  }
}

export const protectionSwitched = eventReader(
  z.object({
    action: z.enum(['enabled', 'disabled']),
    repository: repositorySchema,
  }),
  ({ action, repository }, timeOf) => [
    {
      kind: 'protection-switched',
      time: untoldTime(timeOf),
      repository: repository.name,
      enabled: action === 'enabled',
    },
  ],
);
