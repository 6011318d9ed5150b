import {
  BranchRuleState,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import { hostOf, id, repositorySchema } from '../githubPayload';

const namesSchema = z
  .object({
    include: z.array(z.string()).nullish(),
    exclude: z.array(z.string()).nullish(),
  })
  .nullish();

const ruleSchema = z.object({
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

const rulesetSchema = z.object({
  id,
  target: z.string().nullish(),
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

type Ruleset = z.infer<typeof rulesetSchema>;

const schema = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  repository_ruleset: rulesetSchema,
  changes: z
    .looseObject({
      enforcement: z.object({ from: z.string() }).nullish(),
    })
    .nullish(),
  repository: repositorySchema.nullish(),
  organization: z.object({ login: z.string() }).nullish(),
});

export const repositoryRuleset = eventReader(schema, (payload, raw) => {
  const { action, repository_ruleset: ruleset, repository } = payload;
  if (ruleset.target === 'tag') {
    return 'the ruleset protects tags, not branches';
  }
  if (!repository && !payload.organization) {
    return 'repository: neither a repository nor an organization is named';
  }
  const state = rulesetState(ruleset);
  const previous = {
    created: null,
    edited: stateBeforeEdit(ruleset, payload.changes ?? {}),
    deleted: state,
  }[action];
  const repositories = ruleset.conditions?.repository_name;
  return [
    {
      kind: 'branch-rule',
      time: timeOf(
        {
          created: ruleset.created_at,
          edited: ruleset.updated_at,
          deleted: undefined,
        }[action],
        raw,
      ),
      link: ruleset._links?.html?.href,
      repository: repository?.name ?? null,
      organization: payload.organization
        ? `${
            repository ? hostOf(repository.name) : 'github.com'
          }/${payload.organization.login.toLowerCase()}`
        : null,
      repositories: repositories
        ? {
            includes: repositories.include ?? [],
            excludes: repositories.exclude ?? [],
          }
        : null,
      ruleId: `ruleset/${ruleset.id}`,
      ruleset: true,
      existsSince: parseInstant(ruleset.created_at) ?? null,
      before: previous,
      after: action === 'deleted' ? null : state,
    },
  ];
});

/**
 * Only a change of the enforcement can be undone with certainty; where rules
 * or conditions changed too, what held before stays unknown.
 */
function stateBeforeEdit(
  ruleset: Ruleset,
  changes: { enforcement?: { from: string } | null; [field: string]: unknown },
): BranchRuleState | null {
  const others = Object.keys(changes).filter(
    field => field !== 'enforcement' && field !== 'name',
  );
  return others.length === 0
    ? rulesetState({
        ...ruleset,
        enforcement: changes.enforcement?.from ?? ruleset.enforcement,
      })
    : null;
}

const ADMINISTRATORS = new Set(['OrganizationAdmin', 'RepositoryRole']);

function rulesetState(ruleset: Ruleset): BranchRuleState {
  const rules = ruleset.rules ?? [];
  const has = (type: string) => rules.some(rule => rule.type === type);
  const parameters = (type: string) =>
    rules.flatMap(rule => (rule.type === type && rule.parameters) || []);
  const reviews = parameters('pull_request');
  const actors = ruleset.bypass_actors ?? [];
  const everywhere = ruleset.target === 'push';
  return {
    includes: everywhere
      ? ['~ALL']
      : ruleset.conditions?.ref_name?.include ?? [],
    excludes: everywhere ? [] : ruleset.conditions?.ref_name?.exclude ?? [],
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
    bypass: bypassOf(actors.map(actor => actor.actor_type ?? '')),
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

function bypassOf(actorTypes: string[]): BranchRuleState['bypass'] {
  if (actorTypes.length === 0) {
    return 'nobody';
  }
  return actorTypes.some(type => ADMINISTRATORS.has(type))
    ? 'administrators'
    : 'some';
}
