import type { BranchRuleChanged } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  withField,
} from '../__testUtils__/payloads';
import {
  pathsRule,
  pullRequestRule,
  rulesetEvent,
  RULESET_STATE,
} from '../__testUtils__/rulesets';
import { observeOne, reasonFor } from '../__testUtils__/send';

const read = (payload: object) =>
  observeOne<BranchRuleChanged>('repository_ruleset', payload);

const stateWith = (changes: object) =>
  read(rulesetEvent('created', changes)).after;

describe('repository_ruleset', () => {
  it('tells what a new ruleset asks for', () => {
    expect(read(rulesetEvent('created'))).toEqual({
      kind: 'branch-rule',
      time: { at: '2025-01-01T00:00:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/rules/42',
      repository: 'github.com/acme/payments',
      organization: null,
      repositories: null,
      ruleId: 'ruleset/42',
      ruleset: true,
      existsSince: '2025-01-01T00:00:00.000Z',
      before: null,
      after: RULESET_STATE,
    });
  });

  it.each([
    ['active', true],
    ['evaluate', false],
    ['disabled', false],
  ])('is enforced only while active: %s', (enforcement, enforced) => {
    expect(stateWith({ enforcement })?.enforced).toBe(enforced);
  });

  it.each([
    [[], 'nobody'],
    [[{ actor_type: 'Team', bypass_mode: 'pull_request' }], 'some'],
    [[{ actor_type: 'Integration' }, { actor_type: 'DeployKey' }], 'some'],
    [[{ actor_type: 'Team', bypass_mode: 'exempt' }], 'some'],
    [[{ actor_type: 'OrganizationAdmin' }], 'administrators'],
    [
      [{ actor_type: 'Team' }, { actor_type: 'RepositoryRole', actor_id: 5 }],
      'administrators',
    ],
    [[{ actor_type: 'SomethingNew' }], 'administrators'],
    [[{ actor_type: null }], 'administrators'],
    [null, 'administrators'],
    [undefined, 'administrators'],
  ])('with the bypass actors %j can be passed by by %s', (actors, bypass) => {
    expect(stateWith({ bypass_actors: actors })?.bypass).toBe(bypass);
  });

  it('without rules or conditions asks for nothing anywhere', () => {
    expect(stateWith({ rules: null, conditions: null })).toEqual({
      ...RULESET_STATE,
      guards: 'branch',
      includes: [],
      excludes: [],
      requiredReviews: 0,
      codeOwnerReview: false,
      staleReviewsDismissed: false,
      forcePush: 'everyone',
      requiredChecks: [],
      signedCommits: false,
    });
  });

  it.each([
    [{ required_approving_review_count: null }, { requiredReviews: 0 }],
    [{ require_code_owner_review: null }, { codeOwnerReview: false }],
    [{ require_last_push_approval: false }, { staleReviewsDismissed: false }],
    [
      {
        require_last_push_approval: false,
        dismiss_stale_reviews_on_push: true,
      },
      { staleReviewsDismissed: true },
    ],
  ])('reads the review rule with %j', (changes, expected) => {
    const parameters = { ...pullRequestRule.parameters, ...changes };
    expect(
      stateWith({ rules: [{ ...pullRequestRule, parameters }] }),
    ).toMatchObject(expected);
  });

  it.each(['pull_request', 'required_status_checks', 'file_path_restriction'])(
    'does without the parameters of %s',
    type => {
      expect(stateWith({ rules: [{ type }] })).toMatchObject({
        requiredReviews: 0,
        requiredChecks: [],
        restrictedPaths: [],
      });
      expect(stateWith({ rules: [{ type, parameters: {} }] })).toMatchObject({
        requiredReviews: 0,
        requiredChecks: [],
        restrictedPaths: [],
      });
    },
  );

  it('for pushes holds on every branch and restricts paths', () => {
    expect(
      stateWith({ target: 'push', conditions: null, rules: [pathsRule] }),
    ).toMatchObject({
      guards: 'paths',
      includes: ['~ALL'],
      excludes: [],
      restrictedPaths: ['.github/workflows/**'],
      requiredReviews: 0,
      forcePush: 'everyone',
    });
  });

  it.each(['tag', 'repository', 'hunter2'])(
    'for the target %s is no rule of branches',
    target => {
      expect(
        reasonFor('repository_ruleset', rulesetEvent('created', { target })),
      ).toBe(
        'repository_ruleset.target: the ruleset is not for branches or pushes',
      );
    },
  );

  it.each(
    brokenFields({
      action: ['renamed'],
      repository_ruleset: [7],
      'repository_ruleset.id': [true],
      'repository_ruleset.enforcement': [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    const payload = withField(rulesetEvent('created'), path, value);
    expect(reasonFor('repository_ruleset', payload)).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each([
    ['rules', 'all', 'rules: string where array'],
    ['rules', [{ parameters: {} }], 'rules.0.type: missing'],
    ['bypass_actors', 'none', 'bypass_actors: string where array'],
    [
      'conditions',
      { ref_name: { include: 'main' } },
      'conditions.ref_name.include: string',
    ],
  ])('says what is wrong with %s', (field, value, reason) => {
    expect(
      reasonFor(
        'repository_ruleset',
        rulesetEvent('created', { [field]: value }),
      ),
    ).toContain(`repository_ruleset.${reason}`);
  });

  it.each(
    absentFields(
      [
        'target',
        'source_type',
        'created_at',
        'updated_at',
        '_links',
        '_links.html',
      ].map(field => `repository_ruleset.${field}`),
    ),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(rulesetEvent('created'), path, value)).ruleId).toBe(
      'ruleset/42',
    );
  });
});
