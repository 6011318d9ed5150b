import type { BuildJobSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  repository,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const completed = {
  action: 'completed',
  workflow_job: {
    id: 31,
    run_id: 17,
    run_attempt: 2,
    name: 'build',
    status: 'completed',
    conclusion: 'success',
    head_sha: COMMIT,
    html_url: 'https://github.com/Acme/Payments/actions/runs/17/job/31',
    created_at: '2026-10-01T10:00:00Z',
    started_at: '2026-10-01T10:01:00Z',
    completed_at: '2026-10-01T10:05:00Z',
    labels: ['self-hosted', 'linux'],
    runner_id: 3,
    runner_name: 'builder-3',
    runner_group_id: 2,
    runner_group_name: 'release-builders',
  },
  repository,
};

const read = (payload: object) =>
  observeOne<BuildJobSeen>('workflow_job', payload);

const readWith = (changes: object) =>
  read({
    ...completed,
    workflow_job: { ...completed.workflow_job, ...changes },
  });

describe('workflow_job', () => {
  it('tells which runner did a job of which attempt', () => {
    expect(read(completed)).toEqual({
      kind: 'build-job',
      time: { at: '2026-10-01T10:05:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/actions/runs/17/job/31',
      repository: 'github.com/acme/payments',
      run: '17',
      attempt: 2,
      job: '31',
      name: 'build',
      status: 'completed',
      conclusion: 'success',
      head: COMMIT,
      runner: {
        id: '3',
        name: 'builder-3',
        group: 'release-builders',
        labels: ['linux', 'self-hosted'],
        hosted: false,
        ephemeral: null,
      },
      startedAt: '2026-10-01T10:01:00.000Z',
      finishedAt: '2026-10-01T10:05:00.000Z',
    });
  });

  it('has neither a runner nor a start while it waits', () => {
    expect(
      readWith({
        status: 'queued',
        conclusion: null,
        completed_at: null,
        runner_id: null,
        runner_name: null,
        runner_group_name: null,
      }),
    ).toMatchObject({
      status: 'waiting',
      runner: null,
      startedAt: null,
      finishedAt: null,
      time: { at: '2026-10-01T10:01:00.000Z', basis: 'event' },
    });
  });

  it('is dated by when it was made when it says nothing later', () => {
    expect(readWith({ started_at: null, completed_at: null }).time).toEqual({
      at: '2026-10-01T10:00:00.000Z',
      basis: 'event',
    });
  });

  it('is running once it is in progress', () => {
    expect(
      readWith({ status: 'in_progress', completed_at: null }),
    ).toMatchObject({
      status: 'running',
      startedAt: '2026-10-01T10:01:00.000Z',
    });
  });

  it.each([
    ['GitHub Actions', ['ubuntu-latest'], true],
    ['GitHub Actions', ['self-hosted'], false],
    ['release-builders', ['self-hosted', 'linux'], false],
    ['larger-runners', ['ubuntu-16-core'], null],
    [null, ['ubuntu-latest'], null],
    [null, null, null],
  ])('in group %p with labels %j is hosted: %p', (group, labels, hosted) => {
    expect(readWith({ runner_group_name: group, labels }).runner?.hosted).toBe(
      hosted,
    );
  });

  it('does not call any runner ephemeral, as no field says so', () => {
    expect(
      readWith({ runner_group_name: 'GitHub Actions' }).runner?.ephemeral,
    ).toBeNull();
  });

  it.each([
    [{ runner_name: '' }, { name: null, group: 'release-builders' }],
    [{ runner_group_name: '' }, { name: 'builder-3', group: null }],
    [{ runner_id: undefined }, { id: null }],
  ])('knows as much of the runner as is told: %j', (changes, expected) => {
    expect(readWith(changes).runner).toMatchObject(expected);
  });

  it.each(
    brokenFields({
      workflow_job: [7],
      'workflow_job.id': [true],
      'workflow_job.run_id': [true],
      'workflow_job.name': [7],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(
      reasonFor('workflow_job', withField(completed, path, value)),
    ).toMatch(new RegExp(`^${path}: `));
  });

  it.each([
    ['labels', 'linux'],
    ['runner_id', true],
    ['runner_name', 7],
    ['run_attempt', '2'],
  ])('does not take %s for what it is not', (field, value) => {
    expect(
      reasonFor(
        'workflow_job',
        withField(completed, `workflow_job.${field}`, value),
      ),
    ).toContain(`workflow_job.${field}: `);
  });

  it.each(
    absentFields(
      [
        'run_attempt',
        'status',
        'conclusion',
        'head_sha',
        'html_url',
        'started_at',
        'completed_at',
        'labels',
      ].map(field => `workflow_job.${field}`),
    ),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(completed, path, value)).job).toBe('31');
  });
});
