import { numberOf } from '../ids';
import { stamp } from '../time';
import { fullName, repositoryId, RepositoryFacts } from './repository';

type Enforcement = 'off' | 'non_admins' | 'everyone';

/** What a branch protection rule asks for; the rest stays as GitHub sets it. */
export interface BranchProtection {
  pattern: string;
  reviews: number;
  codeOwners: boolean;
  dismissStale: boolean;
  adminsIncluded: boolean;
  forcePushes: Enforcement;
  checks: string[];
  since: Date;
}

/** `branch_protection_rule` with the action `created`. */
export function branchProtectionCreated(
  facts: RepositoryFacts,
  protection: BranchProtection,
) {
  const { reviews, checks, adminsIncluded } = protection;
  const everyone: Enforcement = adminsIncluded ? 'everyone' : 'non_admins';
  return {
    action: 'created',
    rule: {
      id: numberOf(`rule ${fullName(facts)} ${protection.pattern}`, 8),
      repository_id: repositoryId(facts),
      name: protection.pattern,
      created_at: stamp(protection.since),
      updated_at: stamp(protection.since),
      pull_request_reviews_enforcement_level: reviews > 0 ? everyone : 'off',
      required_approving_review_count: reviews,
      dismiss_stale_reviews_on_push: protection.dismissStale,
      require_code_owner_review: protection.codeOwners,
      require_last_push_approval: protection.dismissStale,
      authorized_dismissal_actors_only: false,
      ignore_approvals_from_contributors: false,
      required_status_checks: checks,
      required_status_checks_enforcement_level:
        checks.length > 0 ? everyone : 'off',
      strict_required_status_checks_policy: false,
      signature_requirement_enforcement_level: 'off',
      linear_history_requirement_enforcement_level: 'off',
      lock_branch_enforcement_level: 'off',
      lock_allows_fork_sync: false,
      create_protected: false,
      admin_enforced: adminsIncluded,
      allow_force_pushes_enforcement_level: protection.forcePushes,
      allow_deletions_enforcement_level: 'off',
      merge_queue_enforcement_level: 'off',
      required_deployments_enforcement_level: 'off',
      required_conversation_resolution_level: 'off',
      authorized_actors_only: false,
      authorized_actor_names: [],
    },
  };
}
