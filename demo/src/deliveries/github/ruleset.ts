import { nodeIdOf, numberOf } from '../ids';
import { stamp } from '../time';
import { apiUrl, fullName, RepositoryFacts, webUrl } from './repository';

/** A ruleset that keeps paths from being pushed to. */
interface PathRestriction {
  name: string;
  target: 'push';
  paths: string[];
}

/** A ruleset that asks for reviews before the default branch changes. */
interface ReviewRule {
  name: string;
  target: 'branch';
  reviews: number;
}

export type Ruleset = (PathRestriction | ReviewRule) & {
  enforcement: 'active' | 'evaluate' | 'disabled';
  since: Date;
};

/** `repository_ruleset` with the action `created`. */
export function rulesetCreated(facts: RepositoryFacts, ruleset: Ruleset) {
  const id = numberOf(`ruleset ${fullName(facts)} ${ruleset.name}`, 7);
  return {
    action: 'created',
    repository_ruleset: {
      id,
      name: ruleset.name,
      target: ruleset.target,
      source_type: 'Repository',
      source: fullName(facts),
      enforcement: ruleset.enforcement,
      conditions:
        ruleset.target === 'push'
          ? {}
          : { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: rulesOf(ruleset),
      bypass_actors: [],
      current_user_can_bypass: 'never',
      node_id: nodeIdOf('RepositoryRuleset', id),
      created_at: stamp(ruleset.since),
      updated_at: stamp(ruleset.since),
      _links: {
        self: { href: `${apiUrl(facts)}/rulesets/${id}` },
        html: { href: `${webUrl(facts)}/rules/${id}` },
      },
    },
  };
}

function rulesOf(ruleset: Ruleset) {
  return ruleset.target === 'push'
    ? [
        {
          type: 'file_path_restriction',
          parameters: { restricted_file_paths: ruleset.paths },
        },
      ]
    : [
        { type: 'deletion' },
        { type: 'non_fast_forward' },
        {
          type: 'pull_request',
          parameters: {
            required_approving_review_count: ruleset.reviews,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: false,
            require_last_push_approval: false,
            required_review_thread_resolution: false,
          },
        },
      ];
}
