import type { BranchRuleState } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { id } from '../githubPayload';

const namesSchema = z
  .object({
    include: z.array(z.string()).nullish(),
    exclude: z.array(z.string()).nullish(),
  })
  .nullish();

export const ruleSchema = z.object({
  type: z.string(),
  parameters: z
    .object({
      required_approving_review_count: z.number().nullish(),
      require_code_owner_review: z.boolean().nullish(),
      dismiss_stale_reviews_on_push: z.boolean().nullish(),
      require_last_push_approval: z.boolean().nullish(),
      required_status_checks: z
        .array(z.object({ context: z.string() }))
        .nullish(),
      restricted_file_paths: z.array(z.string()).nullish(),
    })
    .nullish(),
});

export const rulesetSchema = z.object({
  id,
  target: z.string().nullish(),
  source_type: z.string().nullish(),
  enforcement: z.string(),
  bypass_actors: z
    .array(z.object({ actor_type: z.string().nullish() }))
    .nullish(),
  conditions: z
    .object({ ref_name: namesSchema, repository_name: namesSchema })
    .nullish(),
  rules: z.array(ruleSchema).nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  _links: z
    .object({ html: z.object({ href: z.string() }).nullish() })
    .nullish(),
});

export type Ruleset = z.infer<typeof rulesetSchema>;

/** What a ruleset asks for. A push ruleset has no refs: it is for every push. */
export function rulesetState(ruleset: Ruleset): BranchRuleState {
  const rules = ruleset.rules ?? [];
  const has = (type: string) => rules.some(rule => rule.type === type);
  const parameters = (type: string) =>
    rules.flatMap(rule => (rule.type === type && rule.parameters) || []);
  const reviews = parameters('pull_request');
  const everywhere = ruleset.target === 'push';
  const refs = ruleset.conditions?.ref_name;
  return {
    guards: everywhere ? 'paths' : 'branch',
    includes: everywhere ? ['~ALL'] : refs?.include ?? [],
    excludes: everywhere ? [] : refs?.exclude ?? [],
    // `evaluate` only reports what it would have refused.
    enforced: ruleset.enforcement === 'active',
    requiredReviews: Math.max(
      0,
      ...reviews.map(entry => entry.required_approving_review_count ?? 0),
    ),
    codeOwnerReview: reviews.some(
      entry => entry.require_code_owner_review === true,
    ),
    staleReviewsDismissed: reviews.some(
      entry =>
        entry.dismiss_stale_reviews_on_push === true ||
        entry.require_last_push_approval === true,
    ),
    bypass: bypassOf(ruleset.bypass_actors),
    forcePush: has('non_fast_forward') ? 'nobody' : 'everyone',
    requiredChecks: parameters('required_status_checks')
      .flatMap(entry => entry.required_status_checks ?? [])
      .map(check => check.context)
      .sort(),
    restrictedPaths: parameters('file_path_restriction')
      .flatMap(entry => entry.restricted_file_paths ?? [])
      .sort(),
    signedCommits: has('required_signatures'),
  };
}

const OTHERS = new Set(['DeployKey', 'Integration', 'Team', 'User']);

/**
 * Every mode is a way past the rules (`always`, `pull_request`, `exempt`), and
 * roles include the administrators'. A list that the payload lacks, or an actor
 * of a kind we do not know, may stand for anybody.
 */
function bypassOf(actors: Ruleset['bypass_actors']): BranchRuleState['bypass'] {
  if (actors?.length === 0) {
    return 'nobody';
  }
  return actors?.every(({ actor_type: type }) => OTHERS.has(type ?? ''))
    ? 'some'
    : 'administrators';
}
