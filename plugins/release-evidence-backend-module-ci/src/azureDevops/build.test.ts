import { azureBuild, azureXamlBuild } from '../__testUtils__/ciPayloads';
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

describe('a build that is complete', () => {
  const times = {
    startedAt: '2026-09-02T13:00:00.830Z',
    finishedAt: '2026-09-02T13:03:10.690Z',
  };

  it('is a run, and what ran it', () => {
    expect(read('azure-devops', azureBuild)).toEqual([
      {
        kind: 'build-run',
        time: { at: times.finishedAt, basis: 'event' },
        link: WEB,
        repository: 'dev.azure.com/fabrikam/fiber/_git/payments',
        run: RUN,
        attempt: 1,
        workflowPath: null,
        workflowName: 'payments',
        event: 'push',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        headBranch: 'main',
        headRepository: 'dev.azure.com/fabrikam/fiber/_git/payments',
        ...times,
        actor: {
          account: null,
          name: 'Normal Paulk',
          email: 'paulk@fabrikam.test',
        },
        digests: [],
        variables: [],
      },
      {
        kind: 'build-job',
        time: { at: times.finishedAt, basis: 'event' },
        link: WEB,
        repository: 'dev.azure.com/fabrikam/fiber/_git/payments',
        run: RUN,
        attempt: 1,
        job: `${RUN}/queue`,
        name: 'payments',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        runner: {
          id: null,
          name: null,
          group: 'Azure Pipelines',
          labels: [],
          hosted: true,
          ephemeral: null,
        },
        ...times,
      },
    ]);
  });

  it('is read in its older form, too', () => {
    expect(read('azure-devops', azureXamlBuild)).toMatchObject([
      {
        kind: 'build-run',
        link: 'https://dev.azure.com/fabrikam/_apis/build-release/Builds/2',
        repository: null,
        conclusion: 'neutral',
        event: 'manual',
        head: COMMIT,
        headBranch: 'master',
        actor: { account: null, name: 'Normal Paulk', email: null },
      },
      {
        kind: 'build-job',
        runner: { group: 'Hosted Build Controller', hosted: null },
      },
    ]);
  });

  it.each([
    ['succeeded', 'success'],
    ['partiallySucceeded', 'neutral'],
    ['failed', 'failure'],
    ['canceled', 'cancelled'],
    ['stopped', 'cancelled'],
    ['a new word', 'failure'],
  ])('with the result %s is a %s', (result, conclusion) => {
    expect(withResource(azureBuild, { result })).toMatchObject([
      { conclusion },
      { conclusion },
    ]);
  });

  it.each([
    ['pullRequest', { 'pr.isFork': 'True' }, 'pull_request', null],
    ['pullRequest', {}, 'pull_request', null],
    [
      'pullRequest',
      { 'pr.isFork': 'False' },
      'pull_request',
      'dev.azure.com/fabrikam/fiber/_git/payments',
    ],
    [
      'schedule',
      null,
      'schedule',
      'dev.azure.com/fabrikam/fiber/_git/payments',
    ],
  ])('for %s with %j', (reason, triggerInfo, event, headRepository) => {
    expect(withResource(azureBuild, { reason, triggerInfo })).toMatchObject([
      { event, headRepository },
      {},
    ]);
  });

  it('of a repository on GitHub names it as GitHub does', () => {
    expect(
      withResource(azureBuild, {
        repository: { url: 'https://github.com/Acme/payments.git' },
        queue: null,
      }),
    ).toMatchObject([{ repository: 'github.com/acme/payments' }]);
  });

  it.each([
    [{ collection: null, account: { id: 'A1' } }, 'a1/2727068'],
    [undefined, '2727068'],
  ])('is numbered within %j', (resourceContainers, run) => {
    expect(
      read('azure-devops', { ...azureBuild, resourceContainers }),
    ).toMatchObject([{ run }, { run }]);
  });
});
