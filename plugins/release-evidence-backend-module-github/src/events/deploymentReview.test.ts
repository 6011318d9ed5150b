import type { ApprovalSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  person,
  repository,
  user,
  withField,
} from '../__testUtils__/payloads';
import { observe, observeOne, reasonFor } from '../__testUtils__/send';

const approved = {
  action: 'approved',
  approver: user('grace'),
  comment: 'Checked the dashboards.',
  since: '2026-10-01T10:10:00Z',
  workflow_job_runs: [
    { environment: 'production', updated_at: '2026-10-01T10:10:00Z' },
  ],
  workflow_run: {
    id: 17,
    head_sha: COMMIT,
    html_url: 'https://github.com/Acme/Payments/actions/runs/17',
    actor: user('ada'),
    triggering_actor: user('eve'),
    updated_at: '2026-10-01T10:05:00Z',
    head_commit: { timestamp: '2026-10-01T23:00:00Z' },
  },
  repository,
};

const requested = {
  action: 'requested',
  environment: 'production',
  requestor: user('ada'),
  workflow_job_run: { environment: 'production' },
  workflow_run: approved.workflow_run,
  repository,
};

const read = (payload: object) =>
  observeOne<ApprovalSeen>('deployment_review', payload);

const environmentsOf = (payload: object) =>
  observe('deployment_review', payload).events.flatMap(({ observations }) =>
    observations.map(entry => (entry as ApprovalSeen).environment),
  );

describe('deployment_review', () => {
  it('tells who approved which run for what', () => {
    expect(read(approved)).toEqual({
      kind: 'approval',
      time: { at: '2026-10-01T10:10:00.000Z', basis: 'payload' },
      link: 'https://github.com/Acme/Payments/actions/runs/17',
      environment: 'production',
      decision: 'approved',
      channel: 'forge',
      approver: person('grace'),
      requester: person('eve'),
      comment: 'Checked the dashboards.',
      repository: 'github.com/acme/payments',
      commit: COMMIT,
      artifact: null,
      digest: null,
      tag: null,
      run: '17',
    });
  });

  it('tells of a rejection', () => {
    expect(read({ ...approved, action: 'rejected' })).toMatchObject({
      decision: 'rejected',
      approver: person('grace'),
    });
  });

  it('tells of a request, and who made it', () => {
    expect(read(requested)).toMatchObject({
      decision: 'requested',
      environment: 'production',
      approver: null,
      requester: person('ada'),
      comment: null,
      time: { at: '2026-10-01T10:05:00.000Z', basis: 'payload' },
    });
  });

  it('is an approval for each environment of a run, once', () => {
    expect(
      environmentsOf({
        ...approved,
        environment: 'eu',
        workflow_job_run: { environment: 'us' },
        workflow_job_runs: [
          { environment: 'eu' },
          { environment: 'asia' },
          { environment: null },
          {},
        ],
      }),
    ).toEqual(['eu', 'us', 'asia']);
  });

  it.each([
    ['who ran it again', {}, 'eve'],
    ['who ran it', { triggering_actor: null }, 'ada'],
  ])(
    'takes %s for the requester when no other is named',
    (_, changes, login) => {
      expect(
        read({
          ...approved,
          workflow_run: { ...approved.workflow_run, ...changes },
        }).requester,
      ).toEqual(person(login));
    },
  );

  it('does not know who started a run whose actors are gone', () => {
    expect(read({ ...approved, workflow_run: { id: 17 } })).toMatchObject({
      requester: null,
      commit: null,
      link: undefined,
    });
  });

  it.each([
    [{ workflow_job_runs: [] }, 'environment: missing'],
    [{ workflow_job_runs: null, environment: '' }, 'environment: missing'],
    [{ workflow_run: null }, 'workflow_run: missing'],
    [{ workflow_run: undefined }, 'workflow_run: missing'],
    [{ workflow_job_runs: [7] }, 'workflow_job_runs.0: number'],
    [{ workflow_job_runs: 'all' }, 'workflow_job_runs: string'],
    [{ approver: 'grace' }, 'approver: string'],
    [{ environment: 7 }, 'environment: number'],
  ])('says which field is wrong: %j', (changes, reason) => {
    expect(
      reasonFor('deployment_review', { ...approved, ...changes }),
    ).toContain(reason);
  });

  it.each(
    brokenFields({
      action: ['forgotten', 7],
      'workflow_run.id': [true],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(
      reasonFor('deployment_review', withField(approved, path, value)),
    ).toMatch(new RegExp(`^${path}: `));
  });

  it.each(
    absentFields([
      'approver',
      'comment',
      'workflow_run.head_sha',
      'workflow_run.html_url',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(approved, path, value)).run).toBe('17');
  });
});
