import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  digestOf,
  keysOf,
  observe,
  read,
  TOKEN,
} from '../__testUtils__/deliveries';
import {
  AnyStage,
  at,
  ID,
  IMAGE,
  pipelineEvent,
  production,
  stages,
  workload,
} from '../__testUtils__/executions';
import { spinnakerSourceType } from './spinnakerSource';

const configured = (config: object) =>
  servedSource(spinnakerSourceType, { token: TOKEN, ...config });

const source = configured({
  url: 'https://spinnaker.acme.test',
  accounts: { 'k8s-prod': 'production', 'k8s-stage': 'staging' },
});

const link = `https://spinnaker.acme.test/#/applications/payments/executions/details/${ID}`;
const priya = {
  account: 'spinnaker.acme.test/priya',
  name: 'priya',
  email: null,
};

describe('a pipeline', () => {
  it('says what its stages deployed and who judged', () => {
    expect(read(source, pipelineEvent())).toEqual([
      expect.objectContaining({
        kind: 'deployment',
        environment: 'staging',
        digest: digestOf('a'),
      }),
      {
        kind: 'approval',
        time: { at: '2026-10-01T10:09:00.000Z', basis: 'event' },
        link,
        environment: 'production',
        decision: 'approved',
        channel: 'forge',
        approver: { account: null, name: null, email: 'mira@acme.test' },
        requester: priya,
        comment: 'looks good',
        repository: null,
        commit: null,
        artifact: null,
        digest: null,
        tag: null,
        run: ID,
      },
      {
        kind: 'deployment',
        time: { at: '2026-10-01T10:12:00.000Z', basis: 'event' },
        link,
        deployment: `${ID}/stage-3/${at(10)}/${IMAGE}`,
        environment: 'production',
        status: 'succeeded',
        repository: null,
        commit: null,
        artifact: 'ghcr.io/acme/payments',
        digest: digestOf('a'),
        tag: null,
        run: ID,
        by: priya,
      },
    ]);
  });

  it('says nothing new with the events of its stages and tasks', () => {
    const [staging, judgment, deployed] = observe(
      source,
      pipelineEvent(),
    ).events;
    const early = pipelineEvent(
      [stages.staging, { ...stages.judgment, status: 'NOT_STARTED' }],
      'orca:stage:complete',
    );
    expect(observe(source, early).events).toEqual([staging]);
    const late = pipelineEvent(Object.values(stages), 'orca:task:complete');
    expect(observe(source, late).events).toEqual([staging, judgment, deployed]);
    expect(keysOf(source, late)).toEqual(keysOf(source, pipelineEvent()));
  });

  it('is read when Echo wraps it, or sends its parts as text', () => {
    const plain = pipelineEvent();
    const flat = { ...plain, content: JSON.stringify(plain.content) };
    const wrapped = { eventName: 'spinnaker_events', payload: flat };
    expect(observe(source, wrapped)).toEqual(observe(source, plain));
  });
});

describe('a stage that deploys', () => {
  it.each([
    ['RUNNING', 'started', at(10)],
    ['SUCCEEDED', 'succeeded', at(12)],
    ['TERMINAL', 'failed', at(12)],
    ['FAILED_CONTINUE', 'failed', at(12)],
    ['STOPPED', 'failed', at(12)],
    ['CANCELED', 'failed', at(12)],
  ])('%s has %s, under one id', (status, expected, time) => {
    expect(read(source, production({ status }))).toMatchObject([
      {
        status: expected,
        time: { at: new Date(time).toISOString() },
        deployment: `${ID}/stage-3/${at(10)}/${IMAGE}`,
      },
    ]);
  });

  it('and is started again is another deployment', () => {
    const again = production({ startTime: at(30), endTime: at(31) });
    expect(read(source, again)).toMatchObject([
      { deployment: `${ID}/stage-3/${at(30)}/${IMAGE}` },
    ]);
  });

  const container = { image: 'ghcr.io/acme/job:2' };
  const artifact = { type: 'docker/image', reference: IMAGE };
  it.each<[string, AnyStage, object[]]>([
    [
      'manifests in its context',
      {
        outputs: null,
        context: {
          account: 'k8s-prod',
          'outputs.manifests': [workload(IMAGE)],
        },
      },
      [{ digest: digestOf('a') }],
    ],
    [
      'inline manifests',
      {
        outputs: {},
        context: {
          account: 'k8s-prod',
          manifests: [workload('ghcr.io/acme/payments:1.4.2')],
        },
      },
      [{ digest: null, tag: '1.4.2' }],
    ],
    [
      'a pod and a CronJob',
      {
        outputs: {
          manifests: [
            { spec: { containers: [container] } },
            {
              spec: {
                jobTemplate: {
                  spec: {
                    template: { spec: { containers: [{ image: 'nginx:1' }] } },
                  },
                },
              },
            },
            { kind: 'Service', spec: {} },
          ],
        },
      },
      [
        { artifact: 'ghcr.io/acme/job' },
        { artifact: 'docker.io/library/nginx' },
      ],
    ],
    [
      'artifacts',
      {
        outputs: {
          artifacts: [
            artifact,
            { type: 'kubernetes/deployment', reference: 'payments' },
          ],
        },
      },
      [{ digest: digestOf('a') }],
    ],
    [
      'artifacts that were bound',
      {
        outputs: {},
        context: {
          account: 'k8s-prod',
          resolvedExpectedArtifacts: [{ boundArtifact: artifact }],
        },
      },
      [{ digest: digestOf('a') }],
    ],
    [
      'a rollback',
      { type: 'undoRolloutManifest' },
      [{ status: 'succeeded', digest: digestOf('a') }],
    ],
  ])('names its images by %s', (_, changes, expected) => {
    expect(read(source, production(changes))).toMatchObject(expected);
  });

  it.each([
    [
      'what the stage says',
      {},
      { environment: 'eu', account: 'k8s-prod' },
      'eu',
    ],
    [
      'the map',
      { accounts: { a: 'qa' }, environment: 'x' },
      { account: 'a' },
      'qa',
    ],
    [
      'the map, by the older name',
      { accounts: { a: 'qa' } },
      { credentials: 'a' },
      'qa',
    ],
    ['the setting', { environment: 'x' }, { account: 'a' }, 'x'],
    ['the account', {}, { account: 'a' }, 'a'],
  ])('has %s for its environment', (_, config, context, environment) => {
    expect(read(configured(config), production({ context }))).toMatchObject([
      { environment, link: undefined, by: { account: null, name: 'priya' } },
    ]);
  });
});

describe('a judgment', () => {
  const judged = (changes: AnyStage, ...others: AnyStage[]) =>
    pipelineEvent([
      { ...stages.judgment, ...changes },
      ...(others.length > 0
        ? others
        : [{ ...stages.production, status: 'NOT_STARTED' }]),
    ]);

  it.each<[string, AnyStage, object]>([
    [
      'that waits',
      { status: 'RUNNING', context: {} },
      {
        decision: 'requested',
        approver: null,
        comment: null,
        time: { at: '2026-10-01T10:02:00.000Z' },
      },
    ],
    [
      'that stops',
      {
        status: 'TERMINAL',
        context: { judgmentStatus: 'Stop', lastModifiedBy: 'mira' },
      },
      {
        decision: 'rejected',
        approver: { account: 'spinnaker.acme.test/mira' },
        comment: null,
      },
    ],
    [
      'by somebody it does not name itself',
      { context: { judgmentStatus: 'continue' } },
      { decision: 'approved', approver: { email: 'mira@acme.test' } },
    ],
  ])('%s is a decision', (_, changes, expected) => {
    expect(read(source, judged(changes))).toMatchObject([
      { kind: 'approval', environment: 'production', run: ID, ...expected },
    ]);
  });

  it('is for every environment that follows it, however far', () => {
    const check = {
      ...stages.staging,
      id: 's',
      refId: '8',
      type: 'wait',
      requisiteStageRefIds: ['2'],
    };
    const far = {
      ...stages.production,
      requisiteStageRefIds: ['8'],
      status: 'NOT_STARTED',
    };
    const staging = {
      ...stages.staging,
      refId: '9',
      requisiteStageRefIds: ['8'],
      status: 'NOT_STARTED',
    };
    expect(read(source, judged({}, check, far, staging))).toMatchObject([
      { environment: 'production' },
      { environment: 'staging' },
    ]);
  });
});
