import { ruleCovers } from '../vocabulary/branchRule';
import type {
  BranchRuleSpan,
  Landing,
  ReleaseFacts,
} from '../vocabulary/release';
import type { BranchRuleState } from '../vocabulary/branchRule';
import { landingOf } from './change';

interface RuleInForce {
  state: BranchRuleState;
  evidence: string[];
}

/** @public */
export interface ProtectionAtLanding {
  landing: Landing | null;
  /** Enforced rules that covered the branch when the commit landed. */
  rules: RuleInForce[];
  /** Those, and enforced rules that only restrict paths. */
  restrictions: RuleInForce[];
  /** Other records of rules for this branch: later, earlier, or not enforced. */
  elsewhere: BranchRuleSpan[];
  /** Rules that existed then, but what they asked for was never told. */
  untold: BranchRuleSpan[];
}

/**
 * The branch rules as of the moment when the release's commit landed, from the
 * history of the rules and not from their state today.
 */
export function protectionAtLanding(facts: ReleaseFacts): ProtectionAtLanding {
  const landing = landingOf(facts);
  if (!landing) {
    return {
      landing,
      rules: [],
      restrictions: [],
      elsewhere: [],
      untold: [],
    };
  }
  const covering = facts.branchRules.filter(
    ({ state }) =>
      state && ruleCovers(state, landing.branch, landing.defaultBranch),
  );
  const inForce = covering.filter(
    span => span.state!.enforced && spanHolds(span, landing.at),
  );
  const restrictions = inForce.map(span => ({
    state: span.state!,
    evidence: [...span.evidence, ...landing.evidence],
  }));
  return {
    landing,
    rules: restrictions.filter(({ state }) => state.guards === 'branch'),
    restrictions,
    elsewhere: covering.filter(
      span => span.state!.guards === 'branch' && !inForce.includes(span),
    ),
    untold: facts.branchRules.filter(
      span => span.state === null && spanHolds(span, landing.at),
    ),
  };
}

function spanHolds({ from, to }: BranchRuleSpan, at: string): boolean {
  return (from === null || from <= at) && (to === null || at < to);
}
