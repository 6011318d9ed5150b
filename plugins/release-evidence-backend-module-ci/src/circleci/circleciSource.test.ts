import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import { createHmac } from 'node:crypto';
import { jobCompleted, workflowCompleted } from '../__testUtils__/ciPayloads';
import { read, sourceOf } from '../__testUtils__/send';
import { circleciSourceType } from './circleciSource';

const BODY = '{"type":"ping"}';
const MAC = createHmac('sha256', 's').update(BODY).digest('hex');

describe('the signature', () => {
  const authenticate = (header: string | undefined) =>
    sourceOf('circleci').authenticate(
      webhookRequest({ headers: { 'circleci-signature': header }, body: BODY }),
    );

  it.each([
    ['alone', `v1=${MAC}`],
    ['among others', `v2=00, v1=${MAC},v3=00`],
  ])('is accepted %s', (_, header) => {
    expect(authenticate(header)).toEqual({ authenticated: true });
  });

  it.each([
    ['missing', undefined, 'is missing'],
    ['wrong', `v1=${'0'.repeat(64)}`, 'no v1 signature'],
    ['of another version', `v2=${MAC}`, 'no v1 signature'],
    ['without its version', MAC, 'no v1 signature'],
  ])('is refused when %s', (_, header, reason) => {
    expect(authenticate(header)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('needs a secret', () => {
    expect(circleciSourceType.create({ type: 'circleci' })).toEqual({
      notServed: 'no secret is configured',
    });
    const { configSchema } = circleciSourceType;
    expect(
      configSchema.safeParse({ type: 'circleci', token: 't' }).success,
    ).toBe(false);
  });
});

describe('the identity of a delivery', () => {
  const identify = (body: unknown) =>
    sourceOf('circleci').identify(webhookRequest({ body }));

  it('is the id of its event', () => {
    expect(identify(workflowCompleted)).toEqual({
      type: 'workflow-completed',
      keys: ['3888f21b-eaa7-38e3-8f3d-75a63bba8895'],
    });
  });

  it.each([[{ type: 'ping' }], [{}], [7], [null]])(
    'is that of the body for %j',
    body => {
      expect(identify(body).keys).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]);
    },
  );
});

const HEAD = 'e22ea7d5bdf8f1c4b1dd8ac3ee4d4e8f6ad7c6d1';

describe('a workflow', () => {
  it('is a run', () => {
    expect(read('circleci', workflowCompleted)).toEqual([
      {
        kind: 'build-run',
        time: { at: '2026-09-01T22:49:34.170Z', basis: 'event' },
        link: workflowCompleted.workflow.url,
        repository: 'github.com/acme/payments',
        run: 'fda08377-fe7e-46b1-8992-3a7aaecac9c3',
        attempt: 1,
        workflowPath: null,
        workflowName: 'build-test-deploy',
        event: 'webhook',
        status: 'completed',
        conclusion: 'success',
        head: HEAD,
        headBranch: 'main',
        headRepository: 'github.com/acme/payments',
        startedAt: '2026-09-01T22:49:03.616Z',
        finishedAt: '2026-09-01T22:49:34.170Z',
        actor: null,
        digests: [],
        variables: [],
      },
    ]);
  });

  it.each([
    ['success', 'success'],
    ['failed', 'failure'],
    ['error', 'failure'],
    ['canceled', 'cancelled'],
    ['unauthorized', 'failure'],
    ['not_run', 'skipped'],
  ])('that ended as %s is a %s', (status, conclusion) => {
    const { workflow } = workflowCompleted;
    expect(
      read('circleci', {
        ...workflowCompleted,
        workflow: { ...workflow, status },
      }),
    ).toMatchObject([{ conclusion }]);
  });

  const ofPipeline = (pipeline: object) =>
    read('circleci', { ...workflowCompleted, pipeline });

  it('of a fork tells whose code it built', () => {
    expect(
      ofPipeline({
        vcs: {
          origin_repository_url: 'https://github.com/mallory/payments',
          target_repository_url: 'https://github.com/acme/payments',
          revision: HEAD,
        },
      }),
    ).toMatchObject([
      {
        repository: 'github.com/acme/payments',
        headRepository: 'github.com/mallory/payments',
      },
    ]);
  });

  it.each([
    [
      'an app',
      {
        git: {
          repo_url: 'https://github.com/acme/payments',
          checkout_sha: HEAD,
          branch: 'main',
        },
        github_app: { user_username: 'Ada' },
      },
      'github.com/ada',
    ],
    [
      'GitLab',
      {
        gitlab: {
          web_url: 'https://github.com/acme/payments',
          commit_sha: HEAD,
          branch: 'main',
          user_username: 'ada',
        },
      },
      'github.com/ada',
    ],
  ])('of %s has its source in the trigger', (_, parameters, account) => {
    expect(ofPipeline({ trigger_parameters: parameters })).toMatchObject([
      {
        repository: 'github.com/acme/payments',
        head: HEAD,
        headBranch: 'main',
        headRepository: null,
        actor: { account, name: null, email: null },
      },
    ]);
  });

  it('of nothing that is told is a run all the same', () => {
    expect(ofPipeline({})).toMatchObject([
      { repository: null, head: null, headBranch: null, actor: null },
    ]);
  });
});

describe('a job', () => {
  it('is a job of its workflow, without its runner', () => {
    expect(read('circleci', jobCompleted)).toEqual([
      {
        kind: 'build-job',
        time: { at: '2026-09-01T22:49:34.317Z', basis: 'event' },
        link: workflowCompleted.workflow.url,
        repository: 'github.com/acme/payments',
        run: 'fda08377-fe7e-46b1-8992-3a7aaecac9c3',
        attempt: 1,
        job: '8bd71c28-4969-3677-8940-3e3a61c46660',
        name: 'test',
        status: 'completed',
        conclusion: 'success',
        head: HEAD,
        runner: null,
        startedAt: '2026-09-01T22:49:28.000Z',
        finishedAt: '2026-09-01T22:49:34.317Z',
      },
    ]);
  });
});

it.each([
  [{ type: 'ping' }, 'such events hold no release evidence'],
  [{}, 'type: missing'],
  [{ type: 'workflow-completed' }, 'workflow: missing'],
  [{ ...workflowCompleted, pipeline: undefined }, 'pipeline: missing'],
  [
    { ...jobCompleted, workflow: null },
    'workflow: null where object is expected',
  ],
  [
    { ...jobCompleted, job: { ...jobCompleted.job, name: 7 } },
    'job.name: number where string is expected',
  ],
])('%j says nothing, and why', (body, reason) => {
  expect(read('circleci', body)).toBe(reason);
});
