import type { CommitsPushed } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  OTHER_COMMIT,
  person,
  project,
  REPOSITORY,
  withField,
} from '../__testUtils__/payloads';
import { firstOf, observations, reasonFor } from '../__testUtils__/send';

const ZEROS = '0'.repeat(40);
const ada = { account: null, name: 'Ada', email: 'ada@acme.test' };

const commit = {
  id: COMMIT,
  message: 'Pay twice\n\nBecause once is not enough.',
  timestamp: '2099-01-01T00:00:00Z',
  author: { name: 'Ada', email: 'ada@acme.test' },
  added: ['src/pay.ts'],
  modified: ['.gitlab-ci.yml', 'docs/CODEOWNERS'],
  removed: ['.gitlab-ci.yml', 'deep/CODEOWNERS'],
};

const push = {
  object_kind: 'push',
  ref: 'refs/heads/main',
  before: OTHER_COMMIT,
  after: COMMIT,
  checkout_sha: COMMIT,
  user_username: 'Grace',
  user_name: 'grace of Acme',
  user_email: '',
  project,
  commits: [commit],
  total_commits_count: 1,
};

const read = (payload: object) => firstOf<CommitsPushed>(payload);
const fileIsSensitive = (file: string, given: object = project) =>
  read({
    ...push,
    project: given,
    commits: [{ ...commit, added: [file], modified: [], removed: [] }],
  }).commits[0].sensitiveFiles.length === 1;

describe('push', () => {
  it('tells of the commits, their authors and the files to look at twice', () => {
    expect(observations(push)).toEqual([
      {
        kind: 'commits-pushed',
        time: undefined,
        link: `https://gitlab.com/Acme/Shop/Payments/-/compare/${OTHER_COMMIT}...${COMMIT}`,
        repository: REPOSITORY,
        ref: 'refs/heads/main',
        defaultBranch: 'main',
        before: OTHER_COMMIT,
        after: COMMIT,
        forced: false,
        commits: [
          {
            commit: COMMIT,
            title: 'Pay twice',
            author: ada,
            committer: ada,
            sensitiveFiles: ['.gitlab-ci.yml', 'docs/CODEOWNERS'],
          },
        ],
        truncated: false,
        pusher: person('grace'),
      },
    ]);
  });

  it.each([
    ['CODEOWNERS', true],
    ['.gitlab/CODEOWNERS', true],
    ['src/CODEOWNERS', false],
    ['ci/build.gitlab-ci.yml', true],
    ['.gitlab/ci/build.yml', true],
    ['.gitlab-ci/build.yaml', true],
    ['.gitlab/issue_templates/bug.md', false],
    ['.gitlab-ci.yml.md', false],
    ['ci/main.yml', false],
  ])('takes %s for a file to look at twice: %p', (file, expected) => {
    expect(fileIsSensitive(file)).toBe(expected);
  });

  it('looks twice at the definition that the project’s settings name', () => {
    const settings = { ...project, ci_config_path: 'ci/main.yml' };
    expect(fileIsSensitive('ci/main.yml', settings)).toBe(true);
  });

  it('has nothing before a new branch, and nothing after a removed one', () => {
    expect(read({ ...push, before: ZEROS })).toMatchObject({
      before: null,
      link: `https://gitlab.com/Acme/Shop/Payments/-/commit/${COMMIT}`,
    });
    const removed = read({
      ...push,
      after: ZEROS,
      checkout_sha: null,
      commits: [],
      total_commits_count: 0,
    });
    expect(removed).toMatchObject({ after: null, commits: [], forced: false });
    expect(removed.link).toBeUndefined();
  });

  it('knows the commit behind an annotated tag', () => {
    expect(
      read({
        ...push,
        object_kind: 'tag_push',
        ref: 'refs/tags/v1',
        before: ZEROS,
        after: OTHER_COMMIT,
        commits: [],
        total_commits_count: 0,
      }),
    ).toMatchObject({
      ref: 'refs/tags/v1',
      before: null,
      after: COMMIT,
      forced: false,
      link: `https://gitlab.com/Acme/Shop/Payments/-/commit/${COMMIT}`,
    });
  });

  it.each([
    ['a branch went back', {}, true],
    ['a branch is new', { before: ZEROS }, false],
    ['a branch is gone', { after: ZEROS }, false],
    ['a branch stayed', { before: COMMIT }, false],
    ['it brings commits', { total_commits_count: 1 }, false],
    ['nobody counted', { total_commits_count: null }, false],
    ['a tag moved', { ref: 'refs/tags/v1' }, false],
  ])('is forced when %s: %j is %p', (_, changes, forced) => {
    expect(
      read({ ...push, commits: [], total_commits_count: 0, ...changes }).forced,
    ).toBe(forced);
  });

  it.each([
    ['all are listed', push, false],
    ['more were pushed', { ...push, total_commits_count: 21 }, true],
    ['nobody counted', { ...push, total_commits_count: undefined }, false],
    [
      'the files are left out',
      {
        ...push,
        commits: [
          { ...commit, added: null, modified: undefined, removed: null },
        ],
      },
      true,
    ],
  ])('is complete or not when %s', (_, payload, truncated) => {
    expect(read(payload).truncated).toBe(truncated);
  });

  it('never takes its time from a commit, whose author chose it', () => {
    expect(read(push).time).toBeUndefined();
  });

  it.each(
    brokenFields({
      ref: [1],
      project: [7, {}],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor(withField(push, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each([
    ['commits', [{ ...commit, id: 'abc' }], 'commits.0.id: no full commit id'],
    ['commits', 'none', 'commits: string where array is expected'],
    [
      'total_commits_count',
      '1',
      'total_commits_count: string where number is expected',
    ],
  ])('says what is wrong with %s', (path, value, reason) => {
    expect(reasonFor(withField(push, path, value))).toBe(reason);
  });

  it.each(
    absentFields([
      'before',
      'after',
      'checkout_sha',
      'commits',
      'user_username',
      'user_name',
      'project.default_branch',
      'project.ci_config_path',
      'commits.0.message',
      'commits.0.author',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(push, path, value)).repository).toBe(REPOSITORY);
  });
});
