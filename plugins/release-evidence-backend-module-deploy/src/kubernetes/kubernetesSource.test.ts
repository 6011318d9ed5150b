import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { digestOf, keysOf, read, TOKEN } from '../__testUtils__/deliveries';
import {
  container,
  list,
  pod,
  REPLICA_SET_UID,
  replicaSet,
} from '../__testUtils__/pods';
import { kubernetesSourceType } from './kubernetesSource';

const configured = (config: object) =>
  servedSource(kubernetesSourceType, { token: TOKEN, ...config });

const source = configured({});

const deployment = {
  kind: 'deployment',
  time: { at: '2026-10-01T10:00:01.000Z', basis: 'event' },
  deployment: `${REPLICA_SET_UID}/7d4b9c6f5/app/@${digestOf('a')}`,
  environment: 'production',
  status: 'succeeded',
  repository: null,
  commit: null,
  artifact: 'ghcr.io/acme/payments',
  digest: digestOf('a'),
  tag: '1.4.2',
  run: null,
  by: null,
};

describe('the configuration', () => {
  it.each([
    [{ token: 't', environment: 'production' }, true],
    [{ token: 't', namespaces: { pay: 'production' } }, true],
    [{ token: 't', namespaces: ['pay'] }, false],
    [{ token: '' }, false],
    [{ token: 't', cluster: 'eu' }, false],
  ])('%j is valid: %p', (config, valid) => {
    const whole = { type: 'kubernetes', ...config };
    expect(kubernetesSourceType.configSchema.safeParse(whole).success).toBe(
      valid,
    );
  });
});

describe('a pod', () => {
  it('is a deployment of what its container pulled, init containers left out', () => {
    expect(read(source, pod())).toEqual([deployment]);
  });

  const { kind: _, ...bare } = pod();

  it.each<[string, unknown]>([
    ['in a list of anything', list(pod())],
    [
      'in a list of the API server, without its kind',
      { kind: 'PodList', items: [bare] },
    ],
    ['that a watch adds', { type: 'ADDED', object: pod() }],
    ['that a watch changes', { type: 'MODIFIED', object: pod() }],
  ])('is the same %s', (__, body) => {
    expect(read(source, body)).toEqual([deployment]);
  });

  it('is a deployment for each of its containers', () => {
    const proxy = container({
      name: 'proxy',
      image: 'envoyproxy/envoy',
      imageID: `docker-pullable://envoyproxy/envoy@${digestOf('b')}`,
    });
    const containers = [container(), proxy];
    expect(read(source, pod({ containers }))).toEqual([
      deployment,
      expect.objectContaining({
        artifact: 'docker.io/envoyproxy/envoy',
        digest: digestOf('b'),
        tag: 'latest',
      }),
    ]);
  });

  it.each([
    [
      'what was pulled',
      { imageID: `docker-pullable://nginx@${digestOf('b')}`, image: 'nginx:1' },
      { artifact: 'docker.io/library/nginx', digest: digestOf('b'), tag: '1' },
    ],
    [
      'a digest that was asked for, behind a config',
      {
        imageID: digestOf('c'),
        image: `ghcr.io/acme/payments@${digestOf('a')}`,
      },
      { digest: digestOf('a'), tag: null },
    ],
    [
      'a tag, behind a config',
      { imageID: `docker://${digestOf('c')}` },
      { digest: null, tag: '1.4.2', artifact: 'ghcr.io/acme/payments' },
    ],
    [
      'a tag, behind an id without algorithm',
      { imageID: 'c'.repeat(64) },
      { digest: null, tag: '1.4.2' },
    ],
    [
      'a digest beside a config as image',
      { image: digestOf('c') },
      { digest: digestOf('a'), tag: null },
    ],
  ])('names %s', (__, changes, expected) => {
    const containers = [container(changes)];
    expect(read(source, pod({ containers }))).toMatchObject([expected]);
  });

  it.each([
    ['is ready', {}, 'succeeded'],
    ['is not ready yet', { ready: false }, 'started'],
    [
      'is being restarted',
      { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } },
      'failed',
    ],
    [
      'cannot be run',
      {
        ready: false,
        state: { waiting: { reason: 'CreateContainerConfigError' } },
      },
      'failed',
    ],
    [
      'is being created',
      { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
      'started',
    ],
    [
      'ended well',
      { ready: false, state: { terminated: { exitCode: 0 } } },
      'succeeded',
    ],
    [
      'ended badly',
      { ready: false, state: { terminated: { exitCode: 137 } } },
      'failed',
    ],
  ])('whose container %s has a status', (__, changes, status) => {
    const containers = [container(changes)];
    expect(read(source, pod({ containers }))).toEqual([
      { ...deployment, status },
    ]);
  });
});

describe('a rollout', () => {
  const sibling = pod({ uid: 'other', startTime: '2026-10-01T09:59:00Z' });

  it('is one deployment, from the first of its pods on', () => {
    const time = { at: '2026-10-01T09:59:00.000Z', basis: 'event' };
    expect(read(source, list(pod(), sibling))).toEqual([
      { ...deployment, time },
    ]);
  });

  it('tells nothing new with another pod, or another report', () => {
    const keys = keysOf(source, list(pod()));
    expect(keys).toHaveLength(1);
    expect(keysOf(source, list(sibling, pod()))).toEqual(keys);
    expect(keysOf(source, { type: 'MODIFIED', object: sibling })).toEqual(keys);
  });

  it.each<[string, unknown]>([
    [
      'digest',
      pod({
        containers: [
          container({ imageID: `ghcr.io/acme/payments@${digestOf('b')}` }),
        ],
      }),
    ],
    ['status', pod({ containers: [container({ ready: false })] })],
    [
      'revision',
      pod({ labels: { 'controller-revision-hash': 'payments-6c' } }),
    ],
    ['environment', pod({ namespace: 'staging' })],
    ['workload', pod({ owner: { kind: 'StatefulSet', name: 'p', uid: 'x' } })],
    ['rollout of the Deployment', list(pod(), replicaSet('7'))],
  ])('is told again with another %s', (_, body) => {
    expect(keysOf(source, body)).not.toEqual(keysOf(source, pod()));
  });

  it('that a Deployment goes back to is told by the number of its ReplicaSet', () => {
    const back = list(pod(), replicaSet('7'));
    expect(read(source, back)).toEqual([
      {
        ...deployment,
        deployment: `${REPLICA_SET_UID}/7d4b9c6f5/7/app/@${digestOf('a')}`,
      },
    ]);
  });

  it('of a CronJob is one for all of its jobs', () => {
    const job = (minute: string) =>
      pod({
        labels: {},
        owner: { kind: 'Job', name: `report-${minute}`, uid: minute },
      });
    const [first] = keysOf(source, job('29345670'));
    expect(keysOf(source, job('29345675'))).toEqual([first]);
    expect(read(source, job('29345670'))).toMatchObject([
      {
        deployment: `production/CronJob/report/app/@${digestOf('a')}`,
      },
    ]);
  });

  it('of a pod on its own is that of the pod', () => {
    expect(read(source, pod({ owner: null }))).toMatchObject([
      { deployment: `${pod().metadata.uid}/app/@${digestOf('a')}` },
    ]);
  });
});

describe('the environment', () => {
  it.each([
    ['the namespace', {}, 'production'],
    ['the setting', { environment: 'eu' }, 'eu'],
    [
      'the map',
      { namespaces: { production: 'live' }, environment: 'eu' },
      'live',
    ],
    [
      'the setting for what the map leaves out',
      { namespaces: { pay: 'live' }, environment: 'eu' },
      'eu',
    ],
  ])('is %s', (_, config, environment) => {
    expect(read(configured(config), pod())).toMatchObject([{ environment }]);
  });

  it('is none for a namespace that the map leaves out, and others count', () => {
    const mapped = configured({ namespaces: { pay: 'live' } });
    expect(read(mapped, pod())).toBe(
      'metadata.namespace: no environment; name it under namespaces, or configure environment',
    );
    expect(read(mapped, list(pod(), pod({ namespace: 'pay' })))).toMatchObject([
      { environment: 'live' },
    ]);
  });
});

describe('what is not for us', () => {
  const none =
    'status.containerStatuses: no container with an image that was pulled';

  it.each<[string, unknown, string]>([
    [
      'a Deployment',
      { kind: 'Deployment', metadata: {} },
      'kind: only pods tell what was pulled; send the pods of the workload',
    ],
    [
      'a list of others',
      { kind: 'DeploymentList', items: [{}] },
      'items.0.kind: only pods tell what was pulled; send the pods of the workload',
    ],
    ['an empty list', list(), 'items: there is no pod in the list'],
    [
      'a pod that goes away',
      pod({ deletionTimestamp: '2026-10-01T11:00:00Z' }),
      'metadata.deletionTimestamp: the pod is going away',
    ],
    [
      'a pod that waits',
      pod({ containers: [container({ imageID: '' })] }),
      none,
    ],
    ['a pod without containers', pod({ containers: [] }), none],
    [
      'a pod that is gone',
      { type: 'DELETED', object: pod() },
      'type: only ADDED and MODIFIED tell of something that runs',
    ],
    [
      'a pod of no form',
      list({ kind: 'Pod', metadata: 7 }),
      'items.0.metadata: number where object is expected',
    ],
    ['nothing', {}, 'kind: missing'],
  ])('is ignored with a reason: %s', (_, body, reason) => {
    expect(read(source, body)).toBe(reason);
  });
});
