import { azureJob, azureRun, azureStage } from '../__testUtils__/ciPayloads';
import { read } from '../__testUtils__/send';

const COMMIT = 'e22ea7d5bdf8f1c4b1dd8ac3ee4d4e8f6ad7c6d1';
const RUN = 'c12d0eb8-e382-443b-9f9c-c52cba5014c2/2727068';
const WEB =
  'https://dev.azure.com/fabrikam/Fiber/_build/results?buildId=2727068';

const withResource = (event: { resource: object }, changes: object) =>
  read('azure-devops', {
    ...event,
    resource: { ...event.resource, ...changes },
  });

describe('a run of a pipeline', () => {
  it('that ended is the same run as its build', () => {
    expect(read('azure-devops', azureRun)).toEqual([
      {
        kind: 'build-run',
        time: { at: '2026-09-02T13:03:10.690Z', basis: 'event' },
        link: WEB,
        repository: 'github.com/acme/payments',
        run: RUN,
        attempt: 1,
        workflowPath: null,
        workflowName: 'payments',
        event: null,
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        headBranch: null,
        headRepository: null,
        startedAt: '2026-09-02T13:00:00.164Z',
        finishedAt: '2026-09-02T13:03:10.690Z',
        actor: null,
        digests: [],
        variables: [],
      },
    ]);
  });

  const { run } = azureRun.resource;

  it.each([
    ['inProgress', 'running'],
    ['canceling', 'running'],
    ['unknown', 'waiting'],
  ])('in the state %s is %s', (state, status) => {
    expect(withResource(azureRun, { run: { ...run, state } })).toMatchObject([
      {
        status,
        conclusion: null,
        finishedAt: null,
        time: { at: '2026-09-02T13:03:26.428Z', basis: 'event' },
      },
    ]);
  });

  it.each([
    [{ url: 'https://dev.azure.com/o/p/_apis/Pipelines/1/runs/11' }, '11'],
    [{ _links: { web: { href: `${WEB}&view=results` } } }, '2727068'],
  ])('is found by %j when it has no id', (changes, build) => {
    expect(
      withResource(azureRun, {
        run: { state: 'inProgress', ...changes },
      }),
    ).toMatchObject([{ run: `c12d0eb8-e382-443b-9f9c-c52cba5014c2/${build}` }]);
  });

  it('says what it checked out, where its details are sent', () => {
    const self = {
      repository: { fullName: 'Acme/Payments', type: 'gitHub' },
      refName: 'refs/heads/main',
      version: COMMIT,
    };
    expect(
      withResource(azureRun, {
        repositories: [...azureRun.resource.repositories, { url: 'x' }],
        run: { ...run, resources: { repositories: { self } } },
      }),
    ).toMatchObject([
      {
        repository: 'github.com/acme/payments',
        head: COMMIT,
        headBranch: 'main',
      },
    ]);
  });

  it('does not guess which of two repositories is its own', () => {
    const { repositories } = azureRun.resource;
    expect(
      withResource(azureRun, { repositories: [...repositories, {}] }),
    ).toMatchObject([{ repository: null, head: null }]);
  });
});

describe('a part of a run', () => {
  it('is a job of it: a stage', () => {
    expect(read('azure-devops', azureStage)).toEqual([
      {
        kind: 'build-job',
        time: { at: '2026-09-02T13:03:26.428Z', basis: 'event' },
        link: WEB,
        repository: 'github.com/acme/payments',
        run: RUN,
        attempt: 1,
        job: 'ac1dd6da-af30-43cb-8434-e1005864b0a3',
        name: 'Build it',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        runner: null,
        startedAt: null,
        finishedAt: null,
      },
    ]);
  });

  it('is a job of it: a job', () => {
    expect(read('azure-devops', azureJob)).toMatchObject([
      {
        kind: 'build-job',
        run: RUN,
        name: 'compile',
        status: 'running',
        conclusion: null,
        startedAt: '2026-09-02T13:01:00.000Z',
      },
    ]);
  });
});

it.each([
  [{ eventType: 'workitem.created' }, 'such events hold no release evidence'],
  [{}, 'eventType: missing'],
  [{ eventType: 'build.complete' }, 'resource: missing'],
  [
    { ...azureRun, resource: { run: { state: 'inProgress' } } },
    'resource.run.id: missing',
  ],
  [
    {
      ...azureStage,
      resource: { ...azureStage.resource, run: { state: 'inProgress' } },
    },
    'resource.run.id: missing',
  ],
  [
    { ...azureStage, resource: { ...azureStage.resource, stage: null } },
    'resource.stage: null where object is expected',
  ],
])('%j says nothing, and why', (body, reason) => {
  expect(read('azure-devops', body)).toBe(reason);
});
