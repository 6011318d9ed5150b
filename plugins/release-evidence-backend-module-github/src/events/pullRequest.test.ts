import type { PullRequestSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  OTHER_COMMIT,
  person,
  repository,
  user,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const merged = {
  action: 'closed',
  pull_request: {
    number: 7,
    title: 'Pay twice',
    state: 'closed',
    merged: true,
    merge_commit_sha: COMMIT,
    merged_at: '2026-10-01T10:00:00Z',
    closed_at: '2026-10-01T10:00:01Z',
    updated_at: '2026-10-01T10:00:02Z',
    merged_by: user('grace'),
    html_url: 'https://github.com/Acme/Payments/pull/7',
    user: user('ada'),
    head: { sha: OTHER_COMMIT, repo: repository },
    base: { ref: 'main' },
  },
  repository,
};

const open = withField(
  withField(
    withField(
      withField(merged, 'pull_request.merged', false),
      'pull_request.merged_at',
      null,
    ),
    'pull_request.closed_at',
    null,
  ),
  'pull_request.state',
  'open',
);

const read = (payload: object) =>
  observeOne<PullRequestSeen>('pull_request', payload);

describe('pull_request', () => {
  it('tells of a merge', () => {
    expect(read(merged)).toEqual({
      kind: 'pull-request',
      time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/pull/7',
      repository: 'github.com/acme/payments',
      number: 7,
      title: 'Pay twice',
      state: 'merged',
      author: person('ada'),
      baseBranch: 'main',
      head: OTHER_COMMIT,
      headRepository: 'github.com/acme/payments',
      mergeCommit: COMMIT,
      mergedBy: person('grace'),
      mergedAt: '2026-10-01T10:00:00.000Z',
    });
  });

  it('takes the commit of a test merge for none', () => {
    expect(read(open)).toMatchObject({
      state: 'open',
      mergeCommit: null,
      mergedAt: null,
      time: { at: '2026-10-01T10:00:02.000Z', basis: 'event' },
    });
  });

  it('knows one that was closed without a merge', () => {
    expect(
      read(
        withField(
          withField(open, 'pull_request.state', 'closed'),
          'pull_request.closed_at',
          '2026-10-01T11:00:00Z',
        ),
      ),
    ).toMatchObject({
      state: 'closed',
      mergeCommit: null,
      time: { at: '2026-10-01T11:00:00.000Z', basis: 'event' },
    });
  });

  it.each([
    ['only the flag', 'merged_at', null],
    ['only the time', 'merged', undefined],
  ])('knows a merge by %s', (_, field, value) => {
    expect(read(withField(merged, `pull_request.${field}`, value)).state).toBe(
      'merged',
    );
  });

  it('has no time of a merge that nothing in it tells', () => {
    const timeless = ['merged_at', 'closed_at', 'updated_at'].reduce(
      (payload, field) => withField(payload, `pull_request.${field}`, null),
      merged as Record<string, unknown>,
    );
    expect(read(timeless)).toMatchObject({ state: 'merged', mergedAt: null });
  });

  it.each(
    brokenFields({
      pull_request: [[]],
      'pull_request.number': ['7'],
      'pull_request.title': [7],
      'pull_request.state': [7],
      'pull_request.head': ['main'],
      'pull_request.head.sha': ['abc', 7],
      'pull_request.base': ['main'],
      'pull_request.base.ref': [7],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor('pull_request', withField(merged, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(
    absentFields([
      'pull_request.merge_commit_sha',
      'pull_request.merged_by',
      'pull_request.html_url',
      'pull_request.user',
      'pull_request.head.repo',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(merged, path, value)).number).toBe(7);
  });

  it('has nobody for an author whose account is gone', () => {
    expect(read(withField(merged, 'pull_request.user', null)).author).toEqual({
      account: null,
      name: null,
      email: null,
    });
  });

  it('knows a head in a fork', () => {
    const fork = { ...repository, html_url: 'https://github.com/eve/payments' };
    expect(
      read(withField(merged, 'pull_request.head.repo', fork)).headRepository,
    ).toBe('github.com/eve/payments');
  });
});
