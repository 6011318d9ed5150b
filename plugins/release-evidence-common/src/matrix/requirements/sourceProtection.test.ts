import type { Status } from '../../vocabulary/assessment';
import type { ReleaseFacts } from '../../vocabulary/release';
import {
  COMMIT,
  commit,
  day,
  facts,
  landing,
  person,
  pullRequest,
  requirement,
  review,
  ruleState,
  run,
} from '../../__testUtils__/facts';

const rule = (
  state: Parameters<typeof ruleState>[0],
  span: { from?: string | null; to?: string | null } = {},
) => ({
  ruleId: 'branch-protection/1',
  from: day(1),
  to: null,
  state: ruleState(state),
  evidence: ['ev-rule'],
  ...span,
});

type Row = [
  what: string,
  change: Partial<ReleaseFacts>,
  status: Status,
  why: RegExp,
];

const check = (id: string, rows: Row[]) =>
  describe(`${id}`, () => {
    it.each(rows)('%s', (_what, change, status, why) => {
      const result = requirement(id, facts(change));
      expect(result.reason).toMatch(why);
      expect(result.status).toBe(status);
      expect(result.remedy === null).toBe(status === 'met');
    });
  });

const guessed = {
  source: { ...facts().source!, binding: 'inferred' as const },
};

check('branch-protected-at-merge', [
  ['a rule held when the commit landed', {}, 'met', /was protected/],
  [
    'a rule without required reviews is still protection',
    { branchRules: [rule({ requiredReviews: 0, codeOwnerReview: false })] },
    'met',
    /was protected/,
  ],
  [
    'the rule began later',
    { branchRules: [rule({}, { from: day(11) })] },
    'not-met',
    /begins on 2026-09-11/,
  ],
  [
    'the rule had been removed',
    { branchRules: [rule({}, { to: day(9) })] },
    'not-met',
    /had been removed/,
  ],
  [
    'the rule only reported',
    { branchRules: [rule({ enforced: false })] },
    'not-met',
    /was not enforced/,
  ],
  [
    'a rule that begins at the very moment counts',
    { branchRules: [rule({}, { from: day(10) })] },
    'met',
    /was protected/,
  ],
  [
    'a rule that ends at the very moment does not',
    { branchRules: [rule({}, { to: day(10) })] },
    'not-met',
    /had been removed/,
  ],
  [
    'a rule existed, but not what it said',
    {
      branchRules: [
        { ...rule({}), state: null, to: day(15) },
        rule({}, { from: day(15) }),
      ],
    },
    'unknown',
    /never reported/,
  ],
  [
    'restricting paths alone is no protection',
    { branchRules: [rule({ guards: 'paths' })] },
    'unknown',
    /No protection rule/,
  ],
  [
    'rules of other branches say nothing',
    { branchRules: [rule({ includes: ['release/*'] })] },
    'unknown',
    /No protection rule of branch main/,
  ],
  ['no rule at all', { branchRules: [] }, 'unknown', /No protection rule/],
  ['no landing', { landings: [] }, 'unknown', /No push or merge/],
  ['no commit', { source: null }, 'unknown', /Which commit/],
  ['a guessed commit', guessed, 'unknown', /only a guess/],
  [
    'the default branch by name',
    { branchRules: [rule({ includes: ['~DEFAULT_BRANCH'] })] },
    'met',
    /was protected/,
  ],
  [
    'an excluded branch',
    { branchRules: [rule({ includes: ['~ALL'], excludes: ['main'] })] },
    'unknown',
    /No protection rule/,
  ],
  [
    'the branch that was built, not the one pushed first',
    {
      landings: [
        landing({ branch: 'topic', at: day(8) }),
        landing({ branch: 'main', at: day(10) }),
      ],
    },
    'met',
    /Branch main was protected/,
  ],
  [
    'a build of an unprotected branch is judged by that branch',
    {
      landings: [
        landing({ branch: 'topic', at: day(8) }),
        landing({ branch: 'main', at: day(10) }),
      ],
      runs: [run({ headBranch: 'topic' })],
    },
    'unknown',
    /branch topic/,
  ],
]);

check('code-owner-review-required', [
  ['asked for', {}, 'met', /asked for a code owner/],
  [
    'not asked for',
    { branchRules: [rule({ codeOwnerReview: false })] },
    'not-met',
    /did not ask/,
  ],
  [
    'code owners without any required review',
    { branchRules: [rule({ requiredReviews: 0 })] },
    'not-met',
    /did not ask/,
  ],
  ['no rule', { branchRules: [] }, 'unknown', /not known/],
]);

check('ci-definitions-protected', [
  [
    'a rule restricts the paths',
    { branchRules: [rule({ restrictedPaths: ['.github/workflows/**'] })] },
    'met',
    /restricts changes/,
  ],
  [
    'a rule that guards nothing but paths restricts them',
    {
      branchRules: [
        rule({ restrictedPaths: ['.github/workflows/**'], guards: 'paths' }),
      ],
    },
    'met',
    /restricts changes/,
  ],
  [
    'a rule restricts other paths',
    { branchRules: [rule({ restrictedPaths: ['docs/**'] })] },
    'unknown',
    /Who owns/,
  ],
  ['no rule restricts paths', {}, 'unknown', /CODEOWNERS/],
]);

const touching = landing({
  commits: [commit({ sensitiveFiles: ['.github/workflows/release.yml'] })],
});

check('workflow-changes-reviewed', [
  ['nothing touched', {}, 'met', /No build definition changed/],
  ['touched and reviewed', { landings: [touching] }, 'met', /was reviewed/],
  [
    'touched without a pull request',
    { landings: [touching], pullRequests: [] },
    'not-met',
    /release.yml without an owner/,
  ],
  [
    'touched, and approved by the author alone',
    {
      landings: [touching],
      pullRequests: [
        pullRequest({ reviews: [review({ reviewer: person('ada') })] }),
      ],
    },
    'not-met',
    /without an owner/,
  ],
  [
    'touched, and approved by no owner where none was asked for',
    {
      landings: [touching],
      branchRules: [rule({ codeOwnerReview: false })],
      pullRequests: [pullRequest({ reviews: [review({ owner: false })] })],
    },
    'not-met',
    /without an owner/,
  ],
  [
    'the forge made sure that an owner reviewed',
    {
      landings: [touching],
      pullRequests: [pullRequest({ reviews: [review({ owner: false })] })],
    },
    'met',
    /was reviewed/,
  ],
  [
    'a push between the two releases is missing',
    {
      predecessors: [
        { environment: 'production', digest: 'x', commit: 'a'.repeat(40) },
      ],
    },
    'unknown',
    /Not every push/,
  ],
  [
    'all pushes since the last release are known',
    {
      landings: [
        landing({
          at: day(9),
          before: 'a'.repeat(40),
          after: 'b'.repeat(40),
          commits: [commit({ commit: 'b'.repeat(40) })],
        }),
        landing(),
      ],
      predecessors: [
        { environment: 'production', digest: 'x', commit: 'a'.repeat(40) },
      ],
    },
    'met',
    /No build definition changed/,
  ],
  [
    'an earlier push of the change touched them',
    {
      landings: [
        landing({
          at: day(9),
          before: 'a'.repeat(40),
          after: 'b'.repeat(40),
          commits: [
            commit({
              commit: 'b'.repeat(40),
              sensitiveFiles: ['CODEOWNERS'],
            }),
          ],
        }),
        landing(),
      ],
      predecessors: [
        { environment: 'production', digest: 'x', commit: 'a'.repeat(40) },
      ],
    },
    'not-met',
    /CODEOWNERS without/,
  ],
  [
    'what came with the last release is not part of this one',
    {
      landings: [
        landing({
          commits: [
            commit({
              commit: 'b'.repeat(40),
              sensitiveFiles: ['CODEOWNERS'],
            }),
            commit(),
          ],
        }),
      ],
      predecessors: [
        { environment: 'production', digest: 'x', commit: 'b'.repeat(40) },
      ],
    },
    'met',
    /No build definition changed/,
  ],
  ['no landing', { landings: [] }, 'unknown', /not known/],
  ['a guessed commit', guessed, 'unknown', /not known/],
]);

check('no-admin-bypass', [
  ['nobody', {}, 'met', /bound administrators/],
  [
    'administrators',
    { branchRules: [rule({ bypass: 'administrators' })] },
    'not-met',
    /pass the branch rule by/,
  ],
  [
    'a listed actor',
    { branchRules: [rule({ bypass: 'some' })] },
    'not-met',
    /pass the branch rule by/,
  ],
  ['no rule', { branchRules: [] }, 'unknown', /not known/],
]);

const reviewed = (...reviews: ReturnType<typeof review>[]) => ({
  pullRequests: [pullRequest({ reviews })],
});

check('admin-review-of-head', [
  ['an owner approved the head', {}, 'met', /grace approved/],
  [
    'an owner approved an older head',
    reviewed(review({ commit: COMMIT })),
    'not-met',
    /Nobody with owner standing/,
  ],
  [
    'the author is the owner',
    reviewed(review({ reviewer: person('ada') })),
    'not-met',
    /Nobody with owner standing/,
  ],
  [
    'the approval was dismissed before the merge',
    reviewed(review(), review({ state: 'dismissed', at: day(9, '13:00:00') })),
    'not-met',
    /Nobody with owner standing/,
  ],
  [
    'the approval was dismissed after the merge',
    reviewed(review(), review({ state: 'dismissed', at: day(11) })),
    'met',
    /grace approved/,
  ],
  [
    'a later comment does not take the approval back',
    reviewed(review(), review({ state: 'commented', at: day(9, '13:00:00') })),
    'met',
    /grace approved/,
  ],
  [
    'a member approved',
    reviewed(review({ owner: false })),
    'not-met',
    /Nobody with owner standing/,
  ],
  ['no pull request', { pullRequests: [] }, 'unknown', /not known/],
]);

check('source-provenance-verified', [
  ['nothing attested', {}, 'unknown', /No verified/],
]);
