import type { Review } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  person,
  repository,
  user,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const submitted = {
  action: 'submitted',
  review: {
    id: 17,
    state: 'approved',
    commit_id: COMMIT,
    submitted_at: '2026-10-01T10:00:00Z',
    author_association: 'OWNER',
    html_url: 'https://github.com/Acme/Payments/pull/7#review-17',
    user: user('grace'),
  },
  pull_request: {
    number: 7,
    user: user('ada'),
    updated_at: '2026-10-01T12:00:00Z',
  },
  repository,
};

const read = (payload: object) =>
  observeOne<Review>('pull_request_review', payload);

describe('pull_request_review', () => {
  it('tells who reviewed which commit, and when', () => {
    expect(read(submitted)).toEqual({
      kind: 'review',
      time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/pull/7#review-17',
      repository: 'github.com/acme/payments',
      number: 7,
      reviewId: '17',
      reviewer: person('grace'),
      state: 'approved',
      commit: COMMIT,
      owner: true,
      pullRequestAuthor: person('ada'),
    });
  });

  it.each([
    ['approved', 'approved'],
    ['APPROVED', 'approved'],
    ['changes_requested', 'changes-requested'],
    ['commented', 'commented'],
    ['dismissed', 'dismissed'],
  ])('knows the state %s', (state, expected) => {
    expect(read(withField(submitted, 'review.state', state)).state).toBe(
      expected,
    );
  });

  it('counts an edited review from when it was submitted', () => {
    expect(read({ ...submitted, action: 'edited' })).toEqual(read(submitted));
  });

  it('dates a dismissal by the latest that the payload tells', () => {
    expect(read({ ...submitted, action: 'dismissed' })).toMatchObject({
      state: 'dismissed',
      reviewId: '17',
      time: { at: '2026-10-01T12:00:00.000Z', basis: 'payload' },
    });
  });

  it.each(['MEMBER', 'COLLABORATOR', 'NONE', 'owner', undefined, null])(
    'takes nobody for an owner who is %p',
    association => {
      expect(
        read(withField(submitted, 'review.author_association', association))
          .owner,
      ).toBe(false);
    },
  );

  it.each(
    brokenFields({
      action: [7],
      review: [7],
      'review.id': [true],
      'review.state': ['lgtm', 7],
      'review.commit_id': ['abc', 7],
      'review.user': ['grace'],
      'review.user.login': ['', 7],
      pull_request: [7],
      'pull_request.number': ['7'],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    const reason = reasonFor(
      'pull_request_review',
      withField(submitted, path, value),
    );
    expect(reason).toMatch(new RegExp(`^${path}: `));
    expect(reason).not.toContain('lgtm');
  });

  it.each(
    absentFields([
      'review.submitted_at',
      'review.html_url',
      'pull_request.user',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(submitted, path, value)).reviewId).toBe('17');
  });
});
