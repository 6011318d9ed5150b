import type {
  BranchRuleChanged,
  ProtectionSwitched,
} from 'backstage-plugin-release-evidence-common';
import { brokenFields, repository, withField } from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const rule = {
  id: 21,
  name: 'release/*',
  created_at: '2025-01-01T09:00:00.000+01:00',
  updated_at: '2026-10-01T10:00:00Z',
  pull_request_reviews_enforcement_level: 'everyone',
  required_approving_review_count: 2,
  require_code_owner_review: true,
  dismiss_stale_reviews_on_push: true,
  require_last_push_approval: false,
  admin_enforced: true,
  allow_force_pushes_enforcement_level: 'off',
  required_status_checks: ['test', 'lint'],
  required_status_checks_enforcement_level: 'everyone',
  signature_requirement_enforcement_level: 'everyone',
};

const event = (action: string, more: object = {}) => ({
  action,
  rule,
  repository,
  ...more,
});

const STATE = {
  guards: 'branch',
  includes: ['release/*'],
  excludes: [],
  enforced: true,
  requiredReviews: 2,
  codeOwnerReview: true,
  staleReviewsDismissed: true,
  bypass: 'nobody',
  forcePush: 'nobody',
  requiredChecks: ['lint', 'test'],
  restrictedPaths: [],
  signedCommits: true,
};

const read = (payload: object) =>
  observeOne<BranchRuleChanged>('branch_protection_rule', payload);

const stateWith = (changes: object) =>
  read(event('created', { rule: { ...rule, ...changes } })).after;

describe('branch_protection_rule', () => {
  it('tells what a new rule asks for', () => {
    expect(read(event('created'))).toEqual({
      kind: 'branch-rule',
      time: { at: '2025-01-01T08:00:00.000Z', basis: 'event' },
      repository: 'github.com/acme/payments',
      organization: null,
      repositories: null,
      ruleId: 'branch-protection/21',
      ruleset: false,
      existsSince: '2025-01-01T08:00:00.000Z',
      before: null,
      after: STATE,
    });
  });

  it.each([
    [
      { pull_request_reviews_enforcement_level: 'off' },
      {
        requiredReviews: 0,
        codeOwnerReview: false,
        staleReviewsDismissed: false,
      },
    ],
    [{ pull_request_reviews_enforcement_level: null }, { requiredReviews: 0 }],
    [
      { required_approving_review_count: null },
      { requiredReviews: 0, codeOwnerReview: false },
    ],
    [
      { pull_request_reviews_enforcement_level: 'non_admins' },
      { bypass: 'administrators', requiredReviews: 2 },
    ],
    [{ admin_enforced: false }, { bypass: 'administrators' }],
    [{ admin_enforced: null }, { bypass: 'administrators' }],
    [{ require_code_owner_review: false }, { codeOwnerReview: false }],
    [
      { dismiss_stale_reviews_on_push: false },
      { staleReviewsDismissed: false },
    ],
    [
      {
        dismiss_stale_reviews_on_push: false,
        require_last_push_approval: true,
      },
      { staleReviewsDismissed: true },
    ],
    [
      { allow_force_pushes_enforcement_level: 'non_admins' },
      { forcePush: 'some' },
    ],
    [
      { allow_force_pushes_enforcement_level: 'everyone' },
      { forcePush: 'everyone' },
    ],
    [
      { allow_force_pushes_enforcement_level: 'whoever' },
      { forcePush: 'everyone' },
    ],
    [{ allow_force_pushes_enforcement_level: null }, { forcePush: 'nobody' }],
    [{ required_status_checks: null }, { requiredChecks: [] }],
    [
      { required_status_checks_enforcement_level: 'off' },
      { requiredChecks: [] },
    ],
    [
      { required_status_checks_enforcement_level: 'non_admins' },
      { requiredChecks: ['lint', 'test'] },
    ],
    [
      { signature_requirement_enforcement_level: 'off' },
      { signedCommits: false },
    ],
    [
      { signature_requirement_enforcement_level: null },
      { signedCommits: false },
    ],
  ])('reads %j', (changes, expected) => {
    expect(stateWith(changes)).toMatchObject(expected);
  });

  it('undoes an edit, field by field, to tell what held before', () => {
    expect(
      read(
        event('edited', {
          changes: {
            name: { from: 'release/1' },
            required_approving_review_count: { from: 1 },
            admin_enforced: { from: false },
            required_status_checks: { from: [] },
            authorized_actor_names: { from: ['ada'] },
          },
        }),
      ),
    ).toMatchObject({
      time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
      before: {
        ...STATE,
        includes: ['release/1'],
        requiredReviews: 1,
        bypass: 'administrators',
        requiredChecks: [],
      },
      after: STATE,
    });
  });

  it('takes an edit of other things for none of the state', () => {
    const changes = { authorized_actors_only: { from: false } };
    expect(read(event('edited', { changes })).before).toEqual(STATE);
    expect(read(event('edited', { changes: {} })).before).toEqual(STATE);
  });

  it.each([
    ['are missing', undefined],
    ['are null', null],
    ['name no past', { admin_enforced: true }],
    ['name an impossible past', { admin_enforced: { from: 'yes' } }],
  ])('does not guess what held before when the changes %s', (_, changes) => {
    expect(read(event('edited', { changes }))).toMatchObject({
      before: null,
      after: STATE,
    });
  });

  it('says that nothing holds once a rule is removed', () => {
    expect(read(event('deleted'))).toMatchObject({
      before: STATE,
      after: null,
    });
  });

  it.each(
    brokenFields({
      action: ['renamed', 7],
      rule: [7, []],
      'rule.id': [true],
      'rule.name': [7],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    const payload = withField(event('edited'), path, value);
    expect(reasonFor('branch_protection_rule', payload)).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(
    Object.entries({
      required_approving_review_count: '2',
      admin_enforced: 'yes',
      required_status_checks: 'test',
      created_at: 7,
    }),
  )('does not take %s for what it is not', (field, value) => {
    expect(
      reasonFor(
        'branch_protection_rule',
        withField(event('edited'), `rule.${field}`, value),
      ),
    ).toContain(`rule.${field}: `);
  });

  it('never repeats a key of the changes, whatever stands there', () => {
    expect(
      reasonFor(
        'branch_protection_rule',
        event('edited', { changes: 'ghp_0123456789' }),
      ),
    ).toBe('changes: string where object is expected');
    expect(
      read(event('edited', { changes: { ghp_0123456789: 7 } })).before,
    ).toEqual(STATE);
  });
});

describe('branch_protection_configuration', () => {
  const readSwitch = (payload: object) =>
    observeOne<ProtectionSwitched>('branch_protection_configuration', payload);

  it.each([
    ['enabled', true],
    ['disabled', false],
  ])('tells that protection was %s', (action, enabled) => {
    expect(
      readSwitch({
        action,
        repository: { ...repository, pushed_at: '2026-10-01T11:00:00Z' },
      }),
    ).toEqual({
      kind: 'protection-switched',
      time: { at: '2026-10-01T11:00:00.001Z', basis: 'payload' },
      repository: 'github.com/acme/payments',
      enabled,
    });
  });

  it('says no time when the payload has none', () => {
    expect(readSwitch({ action: 'enabled', repository }).time).toBeUndefined();
  });

  it.each(brokenFields({ action: ['paused'], repository: [7] }))(
    'says which field is wrong: %s %s',
    (path, _, value) => {
      const payload = withField({ action: 'enabled', repository }, path, value);
      expect(reasonFor('branch_protection_configuration', payload)).toMatch(
        new RegExp(`^${path}: `),
      );
    },
  );
});
