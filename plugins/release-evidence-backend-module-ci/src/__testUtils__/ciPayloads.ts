const COMMIT = 'e22ea7d5bdf8f1c4b1dd8ac3ee4d4e8f6ad7c6d1';

/* CircleCI: the documented examples. */

const circleci = {
  happened_at: '2026-09-01T22:49:34.317Z',
  webhook: { id: 'cf8c4fdd-0587-4da1-b4ca-4846e9640af9', name: 'Evidence' },
  project: { id: 'p1', name: 'payments', slug: 'github/acme/payments' },
  organization: { id: 'o1', name: 'acme' },
  workflow: {
    id: 'fda08377-fe7e-46b1-8992-3a7aaecac9c3',
    name: 'build-test-deploy',
    created_at: '2026-09-01T22:49:03.616Z',
    stopped_at: '2026-09-01T22:49:34.170Z',
    url: 'https://app.circleci.com/pipelines/github/acme/payments/130/workflows/fda08377',
    status: 'success',
  },
  pipeline: {
    id: '1285fe1d-d3a6-44fc-8886-8979558254c4',
    number: 130,
    created_at: '2026-09-01T22:49:03.544Z',
    trigger: { type: 'webhook' },
    vcs: {
      provider_name: 'github',
      origin_repository_url: 'https://github.com/acme/payments',
      target_repository_url: 'https://github.com/acme/payments',
      revision: COMMIT,
      commit: {
        subject: 'hunter2',
        author: { name: 'Ada', email: 'ada@acme.test' },
        authored_at: '2026-09-01T22:48:53Z',
      },
      branch: 'main',
    },
  },
};

export const workflowCompleted = {
  id: '3888f21b-eaa7-38e3-8f3d-75a63bba8895',
  type: 'workflow-completed',
  ...circleci,
};

export const jobCompleted = {
  id: '8bd71c28-4969-3677-8940-3e3a61c46661',
  type: 'job-completed',
  ...circleci,
  job: {
    id: '8bd71c28-4969-3677-8940-3e3a61c46660',
    name: 'test',
    number: 136,
    started_at: '2026-09-01T22:49:28.000Z',
    stopped_at: '2026-09-01T22:49:34.317Z',
    status: 'success',
  },
};

/* Azure DevOps: the documented examples, with ids that are there in life. */

const COLLECTION = 'C12D0EB8-e382-443b-9f9c-c52cba5014c2';

const envelope = {
  id: '4a5d99d6-1c75-4e53-91b9-ee80057d4ce3',
  publisherId: 'pipelines',
  resourceVersion: '5.1-preview.1',
  resourceContainers: {
    collection: { id: COLLECTION },
    account: { id: 'f844ec47-a9db-4511-8281-8b63f4eaf94e' },
    project: { id: 'be9b3917-87e6-42a4-a549-2bc06a7a878f' },
  },
  createdDate: '2026-09-02T13:03:26.428Z',
};

const WEB =
  'https://dev.azure.com/fabrikam/Fiber/_build/results?buildId=2727068';

export const azureBuild = {
  ...envelope,
  eventType: 'build.complete',
  resource: {
    _links: { web: { href: WEB } },
    triggerInfo: { 'ci.sourceBranch': 'refs/heads/main' } as object,
    id: 2727068,
    buildNumber: '20260902.1',
    status: 'completed',
    result: 'succeeded',
    queueTime: '2026-09-02T12:59:00Z',
    startTime: '2026-09-02T13:00:00.83Z',
    finishTime: '2026-09-02T13:03:10.69Z',
    definition: { id: 9, name: 'payments' },
    sourceBranch: 'refs/heads/main',
    sourceVersion: COMMIT,
    queue: {
      id: 4,
      name: 'Azure Pipelines',
      pool: { id: 9, name: 'Azure Pipelines', isHosted: true },
    },
    reason: 'individualCI',
    requestedFor: {
      displayName: 'Normal Paulk',
      uniqueName: 'paulk@fabrikam.test',
    },
    repository: {
      type: 'TfsGit',
      url: 'https://fabrikam@dev.azure.com/fabrikam/Fiber/_git/payments',
    },
  },
};

/** As the older build system still says it. */
export const azureXamlBuild = {
  ...envelope,
  eventType: 'build.complete',
  publisherId: 'tfs',
  resource: {
    uri: 'vstfs:///Build/Build/2',
    id: 2,
    url: 'https://dev.azure.com/fabrikam/_apis/build-release/Builds/2',
    startTime: '2015-04-07T18:04:06.83Z',
    finishTime: '2015-04-07T18:06:10.69Z',
    reason: 'manual',
    status: 'partiallySucceeded',
    sourceGetVersion: `LG:refs/heads/master:${COMMIT}`,
    definition: { id: 2, name: 'Consumer' },
    queue: {
      queueType: 'buildController',
      id: 4,
      name: 'Hosted Build Controller',
    },
    requests: [
      {
        id: 1,
        requestedFor: {
          displayName: 'Normal Paulk',
          uniqueName: 'FIBER\\paulk',
        },
      },
    ],
  },
};

const run = {
  _links: { web: { href: WEB } },
  pipeline: { id: 9, name: 'payments', folder: '\\' },
  state: 'completed',
  result: 'succeeded',
  createdDate: '2026-09-02T13:00:00.164Z',
  finishedDate: '2026-09-02T13:03:10.690Z',
  id: 2727068,
  name: '20260902.1',
};

const repositories = [
  {
    type: 'GitHub',
    change: {
      author: { name: 'Ada', date: '2026-09-01T15:05:20Z' },
      message: 'hunter2',
      version: COMMIT,
    },
    url: 'https://api.github.com/repos/Acme/Payments',
  },
];

export const azureRun = {
  ...envelope,
  eventType: 'ms.vss-pipelines.run-state-changed-event',
  resource: { run, pipeline: run.pipeline, repositories },
};

export const azureStage = {
  ...envelope,
  eventType: 'ms.vss-pipelines.stage-state-changed-event',
  resource: {
    stage: {
      _links: { web: { href: WEB } },
      id: 'ac1dd6da-af30-43cb-8434-e1005864b0a3',
      name: 'build',
      displayName: 'Build it',
      state: 'completed',
      result: 'succeeded',
    },
    run,
    repositories,
  },
};

export const azureJob = {
  ...envelope,
  eventType: 'ms.vss-pipelines.job-state-changed-event',
  resource: {
    job: {
      id: 'bc1dd6da-af30-43cb-8434-e1005864b0a3',
      name: 'compile',
      state: 'running',
      result: null,
      startTime: '2026-09-02T13:01:00Z',
      finishTime: null,
    },
    stage: azureStage.resource.stage,
    run: { ...run, state: 'inProgress', result: null },
    repositories,
  },
};

const approvalMessage = (what: string) => ({
  text: `Approval ${what} for deployment of pipeline run1 to environment prod-eu.`,
  markdown: `Approval ${what} for deployment of pipeline [run1](${WEB}&view=results) to environment [prod-eu](https://dev.azure.com/fabrikam/Fiber/_environments/1)`,
});

export const azureApprovalPending = {
  ...envelope,
  eventType: 'ms.vss-pipelinechecks-events.approval-pending',
  message: approvalMessage('pending'),
  resource: {
    approval: {
      id: '0f027b05-0942-4a35-9218-26fa07d8760a',
      steps: [
        {
          assignedApprover: { displayName: '[Fiber]\\SRE', uniqueName: null },
          status: 'pending',
          comment: '',
          initiatedOn: '2026-09-02T13:14:11.642Z',
        },
      ],
      status: 'pending',
      createdOn: '2026-09-02T13:14:11.642Z',
      minRequiredApprovers: 2,
    },
    run: null,
    resource: null,
  },
};

export const azureApprovalCompleted = {
  ...azureApprovalPending,
  eventType: 'ms.vss-pipelinechecks-events.approval-completed',
  message: approvalMessage('completed'),
  resource: {
    approval: {
      ...azureApprovalPending.resource.approval,
      steps: [
        {
          assignedApprover: { displayName: '[Fiber]\\SRE', uniqueName: null },
          actualApprover: {
            displayName: 'Sam SRE',
            uniqueName: 'sam@fabrikam.test',
          },
          status: 'approved',
          comment: 'go',
          initiatedOn: '2026-09-02T13:14:11.642Z',
          lastModifiedOn: '2026-09-02T13:18:22.460Z',
        },
        {
          assignedApprover: {
            displayName: 'Ann Appsec',
            uniqueName: 'ann@fabrikam.test',
          },
          status: 'rejected',
          comment: null,
          lastModifiedOn: '2026-09-02T13:20:00Z',
        },
        { assignedApprover: null, status: 'canceled' },
      ],
      status: 'rejected',
      lastModifiedOn: '2026-09-02T13:20:00Z',
    },
    run: { ...run, state: 'inProgress' } as object | null,
    resource: { id: '1', name: 'production', type: 'environment' } as
      | object
      | null,
    repositories,
  },
};
