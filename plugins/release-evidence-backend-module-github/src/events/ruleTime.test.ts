import type { BranchRuleChanged } from 'backstage-plugin-release-evidence-common';
import { absentFields, repository, withField } from '../__testUtils__/payloads';
import { observeOne } from '../__testUtils__/send';

const rule = {
  id: 21,
  name: 'main',
  created_at: '2025-01-01T09:00:00.000+01:00',
  updated_at: '2026-10-01T10:00:00Z',
};

const event = (action: string, more: object = {}) => ({
  action,
  rule,
  repository,
  ...more,
});

const read = (payload: object) =>
  observeOne<BranchRuleChanged>('branch_protection_rule', payload);

describe('the time of a change of protection', () => {
  const pushedAt = (moment: string) => ({
    repository: { ...repository, pushed_at: moment },
  });

  it('is after everything that the payload of a removal tells of', () => {
    expect(
      read(event('deleted', pushedAt('2026-10-01T11:00:00Z'))).time,
    ).toEqual({ at: '2026-10-01T11:00:00.001Z', basis: 'payload' });
  });

  it('is what an edit says, unless a push that it knows of was later', () => {
    expect(
      read(event('edited', pushedAt('2026-10-01T09:00:00Z'))).time,
    ).toEqual({ at: '2026-10-01T10:00:00.000Z', basis: 'event' });
    expect(
      read(event('edited', pushedAt('2026-10-01T11:00:00Z'))).time,
    ).toEqual({ at: '2026-10-01T11:00:00.001Z', basis: 'payload' });
  });

  const untouched = { rule: { ...rule, updated_at: rule.created_at } };

  it('is not that of the creation, which GitHub may leave in an edit', () => {
    expect(
      read(
        event('edited', { ...untouched, ...pushedAt('2026-09-01T00:00:00Z') }),
      ).time,
    ).toEqual({ at: '2026-09-01T00:00:00.001Z', basis: 'payload' });
    expect(read(event('edited', untouched)).time).toBeUndefined();
    expect(
      read(event('edited', { rule: { id: 1, name: 'main' } })).time,
    ).toBeUndefined();
  });

  it('is not in the future', () => {
    expect(
      read(event('deleted', pushedAt('2027-01-01T00:00:00Z'))).time,
    ).toEqual({ at: '2026-10-01T10:00:00.001Z', basis: 'payload' });
  });

  it.each(absentFields(['rule.created_at', 'rule.updated_at']))(
    'does without %s (%s)',
    (path, _, value) => {
      expect(read(withField(event('edited'), path, value)).ruleId).toBe(
        'branch-protection/21',
      );
    },
  );
});
