import type { CommitsPushed } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  OTHER_COMMIT,
  person,
  repository,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, RECEIVED_AT, reasonFor } from '../__testUtils__/send';

const ZEROS = '0'.repeat(40);

const commit = {
  id: COMMIT,
  message: 'Pay twice\n\nBecause once is not enough.',
  timestamp: '2099-01-01T00:00:00Z',
  author: { name: 'Ada', email: 'ada@acme.test', username: 'Ada' },
  committer: {
    name: 'GitHub',
    email: 'noreply@github.com',
    username: 'web-flow',
  },
  added: ['src/pay.ts'],
  modified: ['.github/workflows/release.yml', 'docs/CODEOWNERS'],
  removed: ['.github/workflows/release.yml', 'deep/CODEOWNERS'],
};

const push = {
  ref: 'refs/heads/main',
  before: OTHER_COMMIT,
  after: COMMIT,
  forced: false,
  compare: 'https://github.com/Acme/Payments/compare/b...a',
  commits: [commit],
  head_commit: commit,
  pusher: { name: 'Grace', email: 'grace@acme.test' },
  repository: { ...repository, pushed_at: 1759276800 },
};

const read = (payload: object) => observeOne<CommitsPushed>('push', payload);

describe('push', () => {
  it('tells of the commits, their people and the files to look at twice', () => {
    expect(read(push)).toEqual({
      kind: 'commits-pushed',
      time: { at: '2025-10-01T00:00:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/compare/b...a',
      repository: 'github.com/acme/payments',
      ref: 'refs/heads/main',
      defaultBranch: 'main',
      before: OTHER_COMMIT,
      after: COMMIT,
      forced: false,
      commits: [
        {
          commit: COMMIT,
          title: 'Pay twice',
          author: {
            account: 'github.com/ada',
            name: 'Ada',
            email: 'ada@acme.test',
          },
          committer: {
            account: null,
            name: 'GitHub',
            email: 'noreply@github.com',
          },
          sensitiveFiles: ['.github/workflows/release.yml', 'docs/CODEOWNERS'],
        },
      ],
      truncated: false,
      pusher: person('grace'),
    });
  });

  it.each(
    brokenFields({
      ref: [1],
      repository: ['acme/payments', {}],
      'repository.full_name': [1],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor('push', withField(push, path, value))).toContain(path);
  });

  it.each([
    ['commits', [{ ...commit, id: 'abc' }], 'commits.0.id: no full commit id'],
    ['commits', 'none', 'commits: string where array is expected'],
    ['forced', 'yes', 'forced: string where boolean is expected'],
    ['repository', { full_name: 'x' }, 'repository: no repository name'],
  ])('says what is wrong with %s', (path, value, reason) => {
    expect(reasonFor('push', withField(push, path, value))).toBe(reason);
  });

  it.each(
    absentFields([
      'before',
      'after',
      'forced',
      'compare',
      'commits',
      'head_commit',
      'pusher',
      'pusher.name',
      'repository.html_url',
      'repository.default_branch',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(push, path, value)).repository).toBe(
      'github.com/acme/payments',
    );
  });

  it.each(absentFields(['message', 'author', 'committer', 'added']))(
    'does without a commit’s %s (%s)',
    (path, _, value) => {
      const [pushed] = read({
        ...push,
        commits: [withField(commit, path, value)],
      }).commits;
      expect(pushed.commit).toBe(COMMIT);
    },
  );

  it('takes the author for the committer when none is named', () => {
    const [pushed] = read({
      ...push,
      commits: [withField(commit, 'committer', undefined)],
    }).commits;
    expect(pushed.committer).toEqual(pushed.author);
  });

  it('knows the head commit of a push that brings no new ones', () => {
    const { commits } = read({ ...push, ref: 'refs/tags/v1', commits: [] });
    expect(commits.map(entry => entry.commit)).toEqual([COMMIT]);
  });

  it('has nothing before a new branch, and nothing after a removed one', () => {
    expect(read({ ...push, before: ZEROS }).before).toBeNull();
    const removed = read({
      ...push,
      after: ZEROS,
      commits: [],
      head_commit: null,
    });
    expect(removed).toMatchObject({ after: null, commits: [] });
  });

  it('is incomplete when GitHub cut a list short', () => {
    const many = Array.from({ length: 2048 }, () => commit);
    expect(read({ ...push, commits: many }).truncated).toBe(true);
    expect(read({ ...push, commits: many.slice(1) }).truncated).toBe(false);
    const files = Array.from({ length: 2998 }, (_, index) => `f${index}`);
    const wide = { ...commit, added: files };
    expect(read({ ...push, commits: [wide] }).truncated).toBe(true);
    expect(
      read({ ...push, commits: [{ ...wide, removed: [] }] }).truncated,
    ).toBe(true);
    expect(
      read({ ...push, commits: [{ ...wide, modified: [] }] }).truncated,
    ).toBe(true);
    expect(
      read({ ...push, commits: [{ ...wide, modified: [], removed: [] }] })
        .truncated,
    ).toBe(false);
  });

  it('never takes its time from a commit, whose author chose it', () => {
    expect(read({ ...push, repository }).time).toBeUndefined();
    expect(
      read({
        ...push,
        repository: { ...repository, updated_at: RECEIVED_AT },
      }).time,
    ).toEqual({ at: RECEIVED_AT, basis: 'payload' });
  });

  it('keeps apart what two hosts call the same', () => {
    const host = 'https://github.acme.test';
    const { repository: name, pusher } = read({
      ...push,
      repository: { ...repository, html_url: `${host}/Acme/Payments` },
    });
    expect(name).toBe('github.acme.test/acme/payments');
    expect(pusher?.account).toBe('github.acme.test/grace');
  });
});
