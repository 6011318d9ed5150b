import type { BranchRuleChanged } from 'backstage-plugin-release-evidence-common';
import {
  pathsRule,
  pullRequestRule,
  rulesetEvent,
  RULESET_STATE,
} from '../__testUtils__/rulesets';
import { observeOne } from '../__testUtils__/send';

const read = (payload: object) =>
  observeOne<BranchRuleChanged>('repository_ruleset', payload);

describe('a ruleset that was edited', () => {
  const before = (changes: unknown, now: object = {}) =>
    read(rulesetEvent('edited', now, { changes })).before;

  it.each([
    [
      'the enforcement',
      { enforcement: { from: 'evaluate' } },
      { enforced: false },
    ],
    ['the name', { name: { from: 'old' } }, {}],
    [
      'the enforcement, with empty lists of all else',
      {
        enforcement: { from: 'disabled' },
        conditions: { added: [], deleted: [], updated: [] },
        rules: { added: [], deleted: [], updated: [] },
      },
      { enforced: false },
    ],
    [
      'a rule that came',
      { rules: { added: [pullRequestRule] } },
      {
        requiredReviews: 0,
        codeOwnerReview: false,
        staleReviewsDismissed: false,
      },
    ],
    [
      'a rule that went',
      { rules: { deleted: [pathsRule], added: [], updated: [] } },
      { restrictedPaths: ['.github/workflows/**'] },
    ],
    [
      'a rule without parameters that went',
      { rules: { deleted: [{ type: 'deletion' }] } },
      {},
    ],
  ])('tells what held before a change of %s', (_, changes, expected) => {
    expect(before(changes)).toEqual({ ...RULESET_STATE, ...expected });
  });

  it('had the rule that went when it has none now', () => {
    expect(
      before({ rules: { deleted: [pullRequestRule] } }, { rules: null }),
    ).toMatchObject({ requiredReviews: 2, forcePush: 'everyone' });
  });

  it.each([
    ['nothing, so it was about bypass actors', {}],
    ['only empty lists', { rules: { added: [], deleted: [] } }],
    ['nothing at all', undefined],
    ['null', null],
    ['changed parameters', { rules: { updated: [{ rule: pullRequestRule }] } }],
    ['changed conditions', { conditions: { added: [{ ref_name: {} }] } }],
    [
      'a rule that went, without its parameters',
      { rules: { deleted: [{ type: 'pull_request' }] } },
    ],
    [
      'something new',
      { enforcement: { from: 'active' }, bypass: { from: [] } },
    ],
    ['an impossible past', { enforcement: { from: 7 } }],
    ['text', 'everything'],
  ])('does not guess what held before when it lists %s', (_, changes) => {
    expect(before(changes)).toBeNull();
  });

  it('is dated by its own field, and a removal by what it tells of', () => {
    expect(read(rulesetEvent('edited')).time).toEqual({
      at: '2026-10-01T10:00:00.000Z',
      basis: 'event',
    });
    expect(read(rulesetEvent('deleted'))).toMatchObject({
      time: { at: '2026-10-01T10:00:00.001Z', basis: 'payload' },
      before: RULESET_STATE,
      after: null,
    });
  });
});
