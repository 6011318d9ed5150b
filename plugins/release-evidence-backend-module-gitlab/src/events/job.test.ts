import type { BuildJobSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  project,
  REPOSITORY,
  withField,
} from '../__testUtils__/payloads';
import { firstOf, observations, reasonFor } from '../__testUtils__/send';

const finished = {
  object_kind: 'build',
  sha: COMMIT,
  build_id: 377,
  build_name: 'build-image',
  build_status: 'success',
  build_created_at: '2026-10-01 10:00:00 UTC',
  build_started_at: '2026-10-01 10:01:00 UTC',
  build_finished_at: '2026-10-01 10:05:00 UTC',
  retries_count: 2,
  pipeline_id: 31,
  commit: { id: 31, sha: COMMIT, finished_at: '2026-10-01 11:00:00 UTC' },
  project,
  runner: {
    active: true,
    runner_type: 'group_type',
    is_shared: false,
    id: 42,
    description: 'release builders',
    tags: ['linux', 'docker'],
  },
};

const read = (changes: object = {}) =>
  firstOf<BuildJobSeen>({ ...finished, ...changes });

const runnerOn = (web_url: string, runner: object) =>
  read({ project: { web_url }, runner }).runner;

describe('job', () => {
  it('tells which runner did a job of which pipeline', () => {
    expect(observations(finished)).toEqual([
      {
        kind: 'build-job',
        time: { at: '2026-10-01T10:05:00.000Z', basis: 'event' },
        link: 'https://gitlab.com/Acme/Shop/Payments/-/jobs/377',
        repository: REPOSITORY,
        run: '31',
        attempt: 1,
        job: '377',
        name: 'build-image',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        runner: {
          id: '42',
          name: 'release builders',
          group: 'gitlab.com/runners/42',
          labels: ['docker', 'linux'],
          hosted: false,
          ephemeral: null,
        },
        startedAt: '2026-10-01T10:01:00.000Z',
        finishedAt: '2026-10-01T10:05:00.000Z',
      },
    ]);
  });

  it.each([
    ['created', 'waiting', null],
    ['manual', 'waiting', null],
    ['waiting_for_resource', 'waiting', null],
    ['running', 'running', null],
    ['canceling', 'running', null],
    ['canceled', 'completed', 'cancelled'],
    ['failed', 'completed', 'failure'],
    ['skipped', 'completed', 'skipped'],
    ['constructor', 'waiting', null],
  ])('knows the status %s', (build_status, status, conclusion) => {
    expect(read({ build_status })).toMatchObject({ status, conclusion });
  });

  const saas = 'https://gitlab.com/a/b';
  const own = 'https://git.acme.test/a/b';

  it.each([
    [saas, { runner_type: 'instance_type', is_shared: true }, true],
    [saas, { is_shared: true }, true],
    [saas, { runner_type: 'instance_type' }, true],
    [saas, { runner_type: 'project_type' }, false],
    [saas, { is_shared: false }, false],
    [saas, {}, null],
    [own, { runner_type: 'instance_type', is_shared: true }, null],
    [own, { runner_type: 'group_type' }, false],
  ])('on %s with %j is hosted: %p', (url, runner, hosted) => {
    expect(runnerOn(url, { id: 42, ...runner })).toEqual({
      id: '42',
      name: null,
      group: hosted ? null : `${new URL(url).host}/runners/42`,
      labels: [],
      hosted,
      ephemeral: null,
    });
  });

  it.each([
    [null, null],
    [undefined, null],
    [{ is_shared: true }, null],
  ])('has no runner: %j', (runner, expected) => {
    expect(read({ runner }).runner).toBe(expected);
  });

  it.each([
    [{ build_finished_at: null }, '2026-10-01T10:01:00.000Z'],
    [
      { build_finished_at: null, build_started_at: null },
      '2026-10-01T10:00:00.000Z',
    ],
  ])('is dated by how far it is: %j', (changes, at) => {
    expect(read(changes)).toMatchObject({
      time: { at, basis: 'event' },
      finishedAt: null,
    });
  });

  it('finds in older payloads what has moved since', () => {
    const { project: _, pipeline_id, ...older } = finished;
    expect(
      firstOf({
        ...older,
        repository: { name: 'Payments', homepage: project.web_url },
      }),
    ).toEqual(read());
  });

  it.each(
    brokenFields({
      build_id: [true],
      build_name: [7],
      build_status: [7],
      sha: [7],
      project: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor(withField(finished, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each([
    ['pipeline_id', true],
    ['runner', 'shared'],
    ['runner.tags', 'linux'],
    ['runner.is_shared', 'yes'],
    ['runner.runner_type', 7],
  ])('does not take %s for what it is not', (path, value) => {
    expect(reasonFor(withField(finished, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(
    absentFields([
      'build_created_at',
      'build_started_at',
      'build_finished_at',
      'runner.id',
      'runner.description',
      'runner.tags',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(firstOf<BuildJobSeen>(withField(finished, path, value)).job).toBe(
      '377',
    );
  });
});
