import type { BuildRunSeen } from 'backstage-plugin-release-evidence-common';
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

const completed = {
  action: 'completed',
  workflow_run: {
    id: 5453085689,
    run_attempt: 1,
    name: 'Release',
    path: '.github/workflows/release.yml',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    head_sha: COMMIT,
    head_branch: 'main',
    head_repository: repository,
    run_started_at: '2026-10-01T10:00:00Z',
    created_at: '2026-10-01T09:59:00Z',
    updated_at: '2026-10-01T10:05:00Z',
    html_url: 'https://github.com/Acme/Payments/actions/runs/5453085689',
    actor: user('ada'),
    triggering_actor: user('grace'),
  },
  repository,
};

const read = (payload: object) =>
  observeOne<BuildRunSeen>('workflow_run', payload);

const readWith = (field: string, value: unknown) =>
  read(withField(completed, `workflow_run.${field}`, value));

describe('workflow_run', () => {
  it('tells of a run that ended', () => {
    expect(read(completed)).toEqual({
      kind: 'build-run',
      time: { at: '2026-10-01T10:05:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/actions/runs/5453085689',
      repository: 'github.com/acme/payments',
      run: '5453085689',
      attempt: 1,
      workflowPath: '.github/workflows/release.yml',
      workflowName: 'Release',
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      head: COMMIT,
      headBranch: 'main',
      headRepository: 'github.com/acme/payments',
      startedAt: '2026-10-01T10:00:00.000Z',
      finishedAt: '2026-10-01T10:05:00.000Z',
      actor: person('grace'),
      digests: [],
      variables: [],
    });
  });

  it.each([
    ['completed', 'completed', '2026-10-01T10:05:00.000Z'],
    ['in_progress', 'running', null],
    ['queued', 'waiting', null],
    ['requested', 'waiting', null],
    ['pending', 'waiting', null],
    ['waiting', 'waiting', null],
    [null, 'waiting', null],
    [undefined, 'waiting', null],
  ])('knows the status %p', (status, expected, finishedAt) => {
    expect(readWith('status', status)).toMatchObject({
      status: expected,
      finishedAt,
    });
  });

  it.each([
    'failure',
    'cancelled',
    'skipped',
    'timed_out',
    'action_required',
    'neutral',
    'stale',
    'startup_failure',
    null,
  ])('keeps the conclusion %p', conclusion => {
    expect(readWith('conclusion', conclusion).conclusion).toBe(conclusion);
  });

  it('keeps the attempts of a run apart', () => {
    expect(readWith('run_attempt', 3)).toMatchObject({
      run: '5453085689',
      attempt: 3,
    });
    expect(readWith('run_attempt', undefined).attempt).toBe(1);
  });

  it('names who ran it again rather than who ran it first', () => {
    expect(readWith('triggering_actor', null).actor).toEqual(person('ada'));
    expect(
      read(
        withField(
          withField(completed, 'workflow_run.triggering_actor', null),
          'workflow_run.actor',
          null,
        ),
      ).actor,
    ).toBeNull();
  });

  it.each(['push', 'workflow_dispatch', 'pull_request_target', 'schedule'])(
    'tells that it was started by %s',
    event => {
      expect(readWith('event', event).event).toBe(event);
    },
  );

  it('tells of a run on a fork’s code', () => {
    const fork = { full_name: 'eve/payments' };
    expect(readWith('head_repository', fork)).toMatchObject({
      repository: 'github.com/acme/payments',
      headRepository: 'github.com/eve/payments',
    });
  });

  it.each([undefined, null])(
    'does not know whose code it was when the fork is gone (%p)',
    gone => {
      expect(readWith('head_repository', gone).headRepository).toBeNull();
    },
  );

  it.each([
    ['.github/workflows/release.yml@main', '.github/workflows/release.yml'],
    [
      '.github/workflows/release.yml@refs/tags/v1',
      '.github/workflows/release.yml',
    ],
    ['dynamic/dependabot/update', 'dynamic/dependabot/update'],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads the path %p', (path, expected) => {
    expect(readWith('path', path).workflowPath).toBe(expected);
  });

  it.each(
    brokenFields({
      workflow_run: [7],
      'workflow_run.id': [true],
      'workflow_run.head_sha': ['abc', 7],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(
      reasonFor('workflow_run', withField(completed, path, value)),
    ).toMatch(new RegExp(`^${path}: `));
  });

  it.each([
    ['run_attempt', '2'],
    ['head_repository', 'eve/payments'],
    ['actor', 'ada'],
    ['status', 7],
  ])('does not take %s for what it is not', (field, value) => {
    expect(
      reasonFor(
        'workflow_run',
        withField(completed, `workflow_run.${field}`, value),
      ),
    ).toContain(`workflow_run.${field}: `);
  });

  it.each(
    absentFields(
      [
        'name',
        'event',
        'head_branch',
        'run_started_at',
        'created_at',
        'updated_at',
        'html_url',
      ].map(field => `workflow_run.${field}`),
    ),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(completed, path, value)).run).toBe('5453085689');
  });

  it('started when it was made, if no attempt says more', () => {
    expect(readWith('run_started_at', null).startedAt).toBe(
      '2026-10-01T09:59:00.000Z',
    );
    expect(
      read(
        ['run_started_at', 'created_at', 'updated_at'].reduce(
          (payload, field) => withField(payload, `workflow_run.${field}`, null),
          completed as Record<string, unknown>,
        ),
      ),
    ).toMatchObject({ startedAt: null, finishedAt: null });
  });
});
