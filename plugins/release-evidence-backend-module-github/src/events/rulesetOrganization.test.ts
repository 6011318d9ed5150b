import type { BranchRuleChanged } from 'backstage-plugin-release-evidence-common';
import { repository } from '../__testUtils__/payloads';
import { ruleset, rulesetEvent } from '../__testUtils__/rulesets';
import { observeOne, reasonFor } from '../__testUtils__/send';

const read = (payload: object) =>
  observeOne<BranchRuleChanged>('repository_ruleset', payload);

describe('a ruleset of an organization', () => {
  const conditions = {
    ...ruleset.conditions,
    repository_name: { include: ['pay*', '~ALL'], exclude: ['sandbox'] },
  };
  const organization = { login: 'Acme' };
  const own = (changes: object = {}, more: object = {}) =>
    rulesetEvent(
      'created',
      { source_type: 'Organization', conditions, ...changes },
      { repository: undefined, organization, ...more },
    );

  it('names the organization and its repositories', () => {
    expect(read(own())).toMatchObject({
      repository: null,
      organization: 'github.com/acme',
      repositories: { includes: ['pay*', '~ALL'], excludes: ['sandbox'] },
    });
  });

  it('is of the host that its sender is on', () => {
    const sender = {
      login: 'grace',
      html_url: 'https://GitHub.acme.test/grace',
    };
    expect(read(own({}, { sender })).organization).toBe(
      'github.acme.test/acme',
    );
    expect(read(own({}, { sender: undefined })).organization).toBe(
      'github.com/acme',
    );
  });

  it.each([
    ['by id', { repository_id: { repository_ids: [1] } }],
    ['by property', { repository_property: { include: [] } }],
    ['not at all', {}],
  ])('names no repository when they are chosen %s', (_, chosen) => {
    expect(
      read(own({ conditions: { ref_name: {}, ...chosen } })).repositories,
    ).toBeNull();
  });

  it('does without either list of repositories', () => {
    expect(
      read(own({ conditions: { repository_name: {} } })).repositories,
    ).toEqual({ includes: [], excludes: [] });
  });

  it('belongs to the one repository that the event names', () => {
    expect(read(own({}, { repository }))).toMatchObject({
      repository: 'github.com/acme/payments',
      organization: 'github.com/acme',
      repositories: null,
    });
  });

  it.each([undefined, null])(
    'must be named when no repository is: %p',
    nobody => {
      expect(
        reasonFor('repository_ruleset', own({}, { organization: nobody })),
      ).toBe('repository: missing, and no organization is named either');
    },
  );

  it('is not one of an enterprise, which may be for other organizations', () => {
    expect(
      reasonFor('repository_ruleset', own({ source_type: 'Enterprise' })),
    ).toContain('repository_ruleset.source_type: ');
  });
});
