import type { BuildRunSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  person,
  project,
  REPOSITORY,
  user,
  withField,
} from '../__testUtils__/payloads';
import {
  firstOf,
  observations,
  observe,
  reasonFor,
} from '../__testUtils__/send';

const VALUE = 'hunter2-hunter2';

const runner = {
  id: 380987,
  description: 'shared-runners-manager-6.gitlab.com',
  active: true,
  runner_type: 'instance_type',
  is_shared: true,
  tags: ['linux', 'docker'],
};

const finished = {
  object_kind: 'pipeline',
  object_attributes: {
    id: 31,
    iid: 3,
    name: 'Release 1.4.2',
    ref: 'main',
    tag: false,
    sha: COMMIT,
    source: 'push',
    status: 'success',
    created_at: '2026-10-01 10:00:00 UTC',
    finished_at: '2026-10-01 10:10:00 UTC',
    url: 'https://gitlab.com/Acme/Shop/Payments/-/pipelines/31',
    variables: [
      { key: 'SIGNING_KEY', value: VALUE },
      { key: 'ENVIRONMENT', value: 'us-west-1' },
      { key: 'SIGNING_KEY', value: VALUE },
    ],
  },
  merge_request: null as object | null,
  user: user('grace', 3),
  project,
  builds: [
    {
      id: 380,
      name: 'production',
      status: 'skipped',
      created_at: '2026-10-01 10:00:00 UTC',
      started_at: null,
      finished_at: null,
      runner: null,
    },
    {
      id: 377,
      name: 'build-image',
      status: 'success',
      created_at: '2026-10-01 10:00:00 UTC',
      started_at: '2026-10-01 10:01:00 UTC',
      finished_at: '2026-10-01 10:05:00 UTC',
      runner,
    },
  ],
};

const read = (changes: object = {}, more: object = {}) =>
  firstOf<BuildRunSeen>({
    ...finished,
    ...more,
    object_attributes: { ...finished.object_attributes, ...changes },
  });

describe('pipeline', () => {
  it('tells of the run, and of its jobs that have a runner', () => {
    expect(observations(finished)).toEqual([
      {
        kind: 'build-run',
        time: { at: '2026-10-01T10:10:00.000Z', basis: 'event' },
        link: 'https://gitlab.com/Acme/Shop/Payments/-/pipelines/31',
        repository: REPOSITORY,
        run: '31',
        attempt: 1,
        workflowPath: '.gitlab-ci.yml',
        workflowName: 'Release 1.4.2',
        event: 'push',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        headBranch: 'main',
        headRepository: REPOSITORY,
        startedAt: '2026-10-01T10:00:00.000Z',
        finishedAt: '2026-10-01T10:10:00.000Z',
        actor: person('grace'),
        digests: [],
        variables: ['ENVIRONMENT', 'SIGNING_KEY'],
      },
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
          id: '380987',
          name: 'shared-runners-manager-6.gitlab.com',
          group: null,
          labels: ['docker', 'linux'],
          hosted: true,
          ephemeral: null,
        },
        startedAt: '2026-10-01T10:01:00.000Z',
        finishedAt: '2026-10-01T10:05:00.000Z',
      },
    ]);
  });

  it('says of a job just what the job’s own event says', () => {
    const [, build] = finished.builds;
    const [own] = observations({
      object_kind: 'build',
      sha: COMMIT,
      build_id: build.id,
      build_name: build.name,
      build_status: build.status,
      build_created_at: build.created_at,
      build_started_at: build.started_at,
      build_finished_at: build.finished_at,
      pipeline_id: 31,
      project,
      runner,
    });
    expect(observations(finished)[1]).toEqual(own);
  });

  it.each([
    ['in the variables', finished],
    [
      'in a variable whose name is missing',
      withField(finished, 'object_attributes.variables.0.key', undefined),
    ],
    [
      'where a variable should be',
      withField(finished, 'object_attributes.variables.0', VALUE),
    ],
  ])('never repeats a value %s', (_, payload) => {
    expect(JSON.stringify(payload)).toContain(VALUE);
    expect(JSON.stringify(observe(payload))).not.toContain(VALUE);
  });

  it.each([
    ['created', 'waiting', null],
    ['manual', 'waiting', null],
    ['running', 'running', null],
    ['failed', 'completed', 'failure'],
    ['canceled', 'completed', 'cancelled'],
  ])('knows the status %s', (word, status, conclusion) => {
    expect(read({ status: word })).toMatchObject({ status, conclusion });
  });

  it('is not finished while it runs once more', () => {
    expect(read({ status: 'running' })).toMatchObject({
      finishedAt: null,
      time: { at: '2026-10-01T10:10:00.000Z', basis: 'payload' },
    });
  });

  it('is on no branch when it ran for a tag', () => {
    expect(read({ tag: true, ref: 'v1.4.2' }).headBranch).toBeNull();
  });

  it.each([
    [30, 30, REPOSITORY],
    [14, 30, 'gitlab.com/projects/14'],
    [14, null, 'gitlab.com/projects/14'],
    [30, undefined, REPOSITORY],
    [null, 30, null],
  ])(
    'for a merge request from project %p into %p ran the code of %p',
    (source_project_id, target_project_id, expected) => {
      expect(
        read(
          { source: 'merge_request_event' },
          { merge_request: { source_project_id, target_project_id } },
        ).headRepository,
      ).toBe(expected);
    },
  );

  it.each([
    ['', 'push', '.gitlab-ci.yml'],
    [null, 'push', '.gitlab-ci.yml'],
    ['ci/main.yml', 'web', 'ci/main.yml'],
    [undefined, 'push', null],
    ['main.yml@acme/pipelines', 'push', null],
    ['https://acme.test/main.yml', 'push', null],
    ['', 'parent_pipeline', null],
    ['', 'security_orchestration_policy', null],
    ['', null, null],
  ])(
    'with the setting %p and from %p runs %p',
    (ci_config_path, source, path) => {
      expect(
        read({ source }, { project: { ...project, ci_config_path } })
          .workflowPath,
      ).toBe(path);
    },
  );

  it.each(
    brokenFields({
      object_attributes: [7],
      'object_attributes.id': [true],
      'object_attributes.sha': ['abc', 7],
      'object_attributes.status': [7],
      'builds.1.id': [true],
      'builds.1.name': [7],
      project: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor(withField(finished, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(
    absentFields([
      'builds',
      'user',
      'merge_request',
      'object_attributes.name',
      'object_attributes.ref',
      'object_attributes.tag',
      'object_attributes.created_at',
      'object_attributes.finished_at',
      'object_attributes.variables',
      'object_attributes.url',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(firstOf<BuildRunSeen>(withField(finished, path, value)).run).toBe(
      '31',
    );
  });
});
