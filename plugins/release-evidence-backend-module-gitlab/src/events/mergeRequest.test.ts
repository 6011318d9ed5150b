import type {
  PullRequestSeen,
  Review,
} from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  NOBODY,
  OTHER_COMMIT,
  person,
  project,
  REPOSITORY,
  user,
  withField,
} from '../__testUtils__/payloads';
import { firstOf, observations, reasonFor } from '../__testUtils__/send';

const attributes = {
  iid: 7,
  title: 'Pay twice',
  state: 'opened',
  action: 'open',
  system: false,
  author_id: 1,
  target_branch: 'main',
  source_branch: 'pay-twice',
  created_at: '2026-10-01T09:00:00Z',
  updated_at: '2026-10-01T10:00:00Z',
  url: 'https://gitlab.com/Acme/Shop/Payments/-/merge_requests/7',
  last_commit: { id: COMMIT, timestamp: '2099-01-01T00:00:00Z' },
  merge_commit_sha: null as string | null,
  source: { ...project, web_url: 'https://gitlab.com/ada/payments' },
};

const event = (changes: object, more: object = {}) => ({
  object_kind: 'merge_request',
  user: user('ada', 1),
  project,
  object_attributes: { ...attributes, ...changes },
  ...more,
});

const merge = (changes: object = {}, more: object = {}) =>
  event(
    {
      state: 'merged',
      action: 'merge',
      merge_commit_sha: OTHER_COMMIT,
      ...changes,
    },
    { user: user('grace', 3), ...more },
  );

const request = (payload: object) => firstOf<PullRequestSeen>(payload);
const reviews = (payload: object) => observations(payload).slice(1) as Review[];

describe('merge request', () => {
  it('tells of a request as it stands', () => {
    expect(observations(event({}))).toEqual([
      {
        kind: 'pull-request',
        time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
        link: 'https://gitlab.com/Acme/Shop/Payments/-/merge_requests/7',
        repository: REPOSITORY,
        number: 7,
        title: 'Pay twice',
        state: 'open',
        author: person('ada'),
        baseBranch: 'main',
        head: COMMIT,
        headRepository: 'gitlab.com/ada/payments',
        mergeCommit: null,
        mergedBy: null,
        mergedAt: null,
      },
    ]);
  });

  it('tells of its merge', () => {
    expect(observations(merge())).toEqual([
      {
        ...request(event({})),
        state: 'merged',
        author: NOBODY,
        mergeCommit: OTHER_COMMIT,
        mergedBy: person('grace'),
        mergedAt: '2026-10-01T10:00:00.000Z',
      },
    ]);
  });

  it.each([
    [
      'the time of the merge, where it is told',
      { merged_at: '2026-10-01T09:59:00Z' },
      '2026-10-01T09:59:00.000Z',
    ],
    [
      'not when the event was made',
      { actioned_at: '2026-10-01T11:00:00Z' },
      '2026-10-01T10:00:00.000Z',
    ],
  ])('is merged at %s', (_, changes, at) => {
    expect(request(merge(changes))).toMatchObject({
      mergedAt: at,
      time: { at, basis: 'event' },
    });
  });

  it('does not take a later change for the merge', () => {
    expect(request(merge({ action: 'update' }))).toMatchObject({
      state: 'merged',
      mergeCommit: OTHER_COMMIT,
      mergedBy: null,
      mergedAt: null,
    });
  });

  it.each([
    ['a merge commit', { squash_commit_sha: COMMIT }, OTHER_COMMIT],
    ['a squash', { merge_commit_sha: null, squash_commit_sha: COMMIT }, COMMIT],
    [
      'a fast-forward, of which nothing is told',
      { merge_commit_sha: null },
      null,
    ],
  ])('knows what landed by %s', (_, changes, commit) => {
    expect(request(merge(changes)).mergeCommit).toBe(commit);
  });

  it('knows no merge commit before the merge', () => {
    expect(
      request(event({ merge_commit_sha: OTHER_COMMIT })).mergeCommit,
    ).toBeNull();
  });

  it.each([
    ['opened', 'open'],
    ['locked', 'open'],
    ['closed', 'closed'],
    ['merged', 'merged'],
  ])('knows the state %s', (state, expected) => {
    expect(request(event({ state })).state).toBe(expected);
  });

  it.each([
    ['who acts', { user: user('ada', 1) }, person('ada')],
    ['an assignee', { assignees: [user('ada', 1)] }, person('ada')],
    ['a reviewer', { reviewers: [user('ada', 1)] }, person('ada')],
    ['nobody told', { assignees: [user('bob', 2)] }, NOBODY],
  ])('finds its author in %s', (_, more, author) => {
    expect(request(merge({}, more)).author).toEqual(author);
  });

  it('comes from nowhere when the fork is gone', () => {
    expect(request(event({ source: null })).headRepository).toBeNull();
  });
});

describe('an approval', () => {
  const approval = (changes: object = {}, more: object = {}) =>
    event(
      { action: 'approved', ...changes },
      { user: user('grace', 3), assignees: [user('ada', 1)], ...more },
    );

  it('tells who approved which commit, and who wrote it', () => {
    expect(reviews(approval({ actioned_at: '2026-10-01T11:00:00Z' }))).toEqual([
      {
        kind: 'review',
        time: { at: '2026-10-01T11:00:00.000Z', basis: 'event' },
        link: 'https://gitlab.com/Acme/Shop/Payments/-/merge_requests/7',
        repository: REPOSITORY,
        number: 7,
        reviewId: '3',
        reviewer: person('grace'),
        state: 'approved',
        commit: COMMIT,
        owner: false,
        pullRequestAuthor: person('ada'),
      },
    ]);
  });

  it.each([
    ['approved', ['approved']],
    ['approval', ['approved']],
    ['unapproved', ['dismissed']],
    ['unapproval', ['dismissed']],
    ['update', []],
    ['merge', []],
    ['constructor', []],
    [null, []],
  ])('is what the action %p says: %j', (action, states) => {
    expect(reviews(approval({ action })).map(({ state }) => state)).toEqual(
      states,
    );
  });

  it('is not taken back by whose push made GitLab reset it', () => {
    expect(
      reviews(
        approval({
          action: 'unapproved',
          system: true,
          system_action: 'approvals_reset_on_push',
        }),
      ),
    ).toEqual([]);
  });

  it('is replaced when the same person asks for changes', () => {
    const asking = { ...user('grace', 3), state: 'requested_changes' };
    const [review] = reviews(merge({}, { reviewers: [asking] }));
    expect(review).toMatchObject({
      reviewId: '3',
      reviewer: person('grace'),
      state: 'changes-requested',
      time: { at: '2026-10-01T10:00:00.000Z', basis: 'payload' },
    });
  });

  it('is the word of the moment against what was asked for before', () => {
    const reviewers = [
      { ...user('grace', 3), state: 'requested_changes' },
      { ...user('bob', 2), state: 'approved' },
      { ...user('eve', 4), state: 'requested_changes' },
    ];
    expect(
      reviews(approval({}, { reviewers })).map(({ reviewer, state }) => [
        reviewer.account,
        state,
      ]),
    ).toEqual([
      ['gitlab.com/grace', 'approved'],
      ['gitlab.com/eve', 'changes-requested'],
    ]);
  });

  it('has the time of the payload while versions do not tell it', () => {
    expect(reviews(approval())[0].time).toEqual({
      at: '2026-10-01T10:00:00.000Z',
      basis: 'payload',
    });
  });

  it('never seems to have come before a merge that it followed', () => {
    expect(reviews(approval({ state: 'merged' }))[0].time).toBeUndefined();
    const told = { state: 'merged', actioned_at: '2026-10-01T11:00:00Z' };
    expect(reviews(approval(told))[0].time?.basis).toBe('event');
  });

  it.each([
    [{ id: 3 }, []],
    [null, []],
    [{ username: 'Grace' }, ['gitlab.com/grace']],
  ])('of %j is one of %j', (approver, accounts) => {
    expect(
      reviews(approval({}, { user: approver })).map(
        ({ reviewer }) => reviewer.account,
      ),
    ).toEqual(accounts);
  });
});

describe('a merge request event', () => {
  it.each(
    brokenFields({
      object_attributes: [7],
      'object_attributes.iid': ['7'],
      'object_attributes.title': [7],
      'object_attributes.state': ['reopened', 7],
      'object_attributes.target_branch': [7],
      'object_attributes.last_commit': [7],
      'object_attributes.last_commit.id': ['abc', 7],
      project: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor(withField(event({}), path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(
    absentFields([
      'user',
      'assignees',
      'reviewers',
      'object_attributes.action',
      'object_attributes.system',
      'object_attributes.author_id',
      'object_attributes.updated_at',
      'object_attributes.url',
      'object_attributes.source',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(request(withField(event({}), path, value)).number).toBe(7);
  });
});
