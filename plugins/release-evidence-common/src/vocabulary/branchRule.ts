/**
 * What a branch protection rule or ruleset asks for, the forges' differences
 * levelled. Patterns are the forge's: `main`, `release/*`, `**`,
 * `~DEFAULT_BRANCH`, `~ALL` (GitHub, rulesets).
 *
 * @public
 */
export interface BranchRuleState {
  includes: string[];
  excludes: string[];
  /**
   * Whether the rule guards how a branch changes, or only which paths anybody
   * may push. Restricting paths alone is no branch protection.
   */
  guards: 'branch' | 'paths';
  /** False for a rule that only reports or is switched off. */
  enforced: boolean;
  /** Approving reviews that a change needs; 0 when none. */
  requiredReviews: number;
  codeOwnerReview: boolean;
  /** Reviews are void when the head moves, or the last push needs its own. */
  staleReviewsDismissed: boolean;
  /** Administrators, or somebody listed, may pass the rule by. */
  bypass: 'nobody' | 'some' | 'administrators';
  forcePush: 'nobody' | 'some' | 'everyone';
  requiredChecks: string[];
  /** Path patterns that nobody may change by a plain push. */
  restrictedPaths: string[];
  signedCommits: boolean;
}

/**
 * Whether a rule with these patterns covers a branch. `*` stays within a path
 * segment and `**` does not, as in GitHub's fnmatch patterns.
 *
 * @public
 */
export function ruleCovers(
  rule: Pick<BranchRuleState, 'includes' | 'excludes'>,
  branch: string,
  defaultBranch: string | null,
): boolean {
  const covers = (pattern: string) =>
    matchesBranch(pattern, branch, defaultBranch);
  return rule.includes.some(covers) && !rule.excludes.some(covers);
}

function matchesBranch(
  pattern: string,
  branch: string,
  defaultBranch: string | null,
): boolean {
  if (pattern === '~ALL') {
    return true;
  }
  if (pattern === '~DEFAULT_BRANCH') {
    return branch === defaultBranch;
  }
  return globToRegExp(pattern.replace(/^refs\/heads\//, '')).test(branch);
}

/**
 * An anchored regular expression for a glob: `*` and `?` stay within a path
 * segment, `**` does not, everything else is literal.
 *
 * @public
 */
export function globToRegExp(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*|\?)/)
    .map(part => {
      switch (part) {
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}$`);
}
