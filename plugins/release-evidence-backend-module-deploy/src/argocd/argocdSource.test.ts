import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { application } from '../__testUtils__/application';
import {
  commitOf,
  digestOf,
  keysOf,
  read,
  TOKEN,
} from '../__testUtils__/deliveries';
import { argocdSourceType } from './argocdSource';

const source = servedSource(argocdSourceType, { token: TOKEN });

const configured = (config: object) =>
  servedSource(argocdSourceType, { token: TOKEN, ...config });

const argocdUrl = 'https://argocd.acme.test/';

const notification = (changes?: Parameters<typeof application>[0]) => ({
  argocdUrl,
  app: application(changes),
});

const OPERATION = '2f0f3a5e-8a35-4b7e-9c0d-2f6a2f1b7f10/2026-10-01T10:00:00Z';

describe('the configuration', () => {
  it.each([
    [{ token: 't', environment: 'production' }, true],
    [{ token: 't', namespaces: { 'payments-prod': 'production' } }, true],
    [{ token: '' }, false],
    [{ token: 't', environment: ' ' }, false],
    [{ token: 't', namespaces: { a: '' } }, false],
    [{ token: 't', enviroment: 'production' }, false],
  ])('%j is valid: %p', (config, valid) => {
    const whole = { type: 'argocd', ...config };
    expect(argocdSourceType.configSchema.safeParse(whole).success).toBe(valid);
  });
});

describe('a synchronisation', () => {
  it('is a deployment of the image that it applied, with its commit', () => {
    expect(read(source, notification({ username: 'Mira' }))).toEqual([
      {
        kind: 'deployment',
        time: { at: '2026-10-01T10:00:30.000Z', basis: 'event' },
        link: 'https://argocd.acme.test/applications/argocd/payments',
        deployment: `${OPERATION}/ghcr.io/acme/payments@${digestOf('a')}`,
        environment: 'production',
        status: 'succeeded',
        repository: 'github.com/acme/payments-deploy',
        commit: commitOf('c'),
        artifact: 'ghcr.io/acme/payments',
        digest: digestOf('a'),
        tag: '1.4.2',
        run: null,
        by: {
          account: 'argocd.acme.test/mira',
          name: 'Mira',
          email: null,
        },
      },
    ]);
  });

  it('is a deployment for each image, by digest or tag', () => {
    const images = [
      `ghcr.io/acme/payments@${digestOf('a')}`,
      'registry:5000/acme/proxy:2.0',
      'nginx',
      `ghcr.io/acme/payments@${digestOf('a')}`,
      'ghcr.io/acme/broken@sha256:12',
    ];
    expect(read(source, notification({ images }))).toMatchObject([
      { artifact: 'ghcr.io/acme/payments', digest: digestOf('a'), tag: null },
      { artifact: 'registry:5000/acme/proxy', digest: null, tag: '2.0' },
      { artifact: 'docker.io/library/nginx', digest: null, tag: 'latest' },
    ]);
  });

  it('is told by the Application alone, too', () => {
    expect(read(source, application())).toMatchObject([
      { digest: digestOf('a'), link: undefined, by: null },
    ]);
  });

  it.each([
    ['Succeeded', 'Healthy', 'succeeded'],
    ['Succeeded', null, 'succeeded'],
    ['Succeeded', 'Degraded', 'failed'],
    ['Succeeded', 'Progressing', 'started'],
    ['Succeeded', 'Suspended', 'started'],
    ['Succeeded', 'Missing', 'started'],
    ['Failed', 'Healthy', 'failed'],
    ['Error', 'Unknown', 'failed'],
    ['Running', 'Healthy', 'started'],
    ['Terminating', 'Healthy', 'started'],
  ])('%s and %s has %s', (phase, health, status) => {
    expect(read(source, notification({ phase, health }))).toMatchObject([
      { status },
    ]);
  });

  it('shares its id from start to end', () => {
    const [started] = read(
      source,
      notification({ phase: 'Running', times: { finishedAt: null } }),
    );
    const [succeeded] = read(source, notification());
    expect(started).toMatchObject({
      status: 'started',
      time: { at: '2026-10-01T10:00:00.000Z' },
      deployment: (succeeded as { deployment: string }).deployment,
    });
  });

  it('that goes back to an older image is a deployment of it, of its own', () => {
    const back = notification({
      images: [`ghcr.io/acme/payments@${digestOf('9')}`],
      revision: commitOf('9'),
      times: {
        startedAt: '2026-10-01T11:00:00Z',
        finishedAt: '2026-10-01T11:00:20Z',
      },
    });
    expect(read(source, back)).toMatchObject([
      {
        deployment: expect.stringContaining('/2026-10-01T11:00:00Z/'),
        digest: digestOf('9'),
        commit: commitOf('9'),
        status: 'succeeded',
      },
    ]);
    expect(keysOf(source, back)).not.toEqual(keysOf(source, notification()));
  });
});

describe('the images', () => {
  const live = [`ghcr.io/acme/payments@${digestOf('b')}`];

  it('are those that live when Argo CD does not tell what it applied', () => {
    expect(read(source, notification({ images: null, live }))).toMatchObject([
      { digest: digestOf('b') },
    ]);
  });

  it.each(['Failed', 'Error', 'Running'])(
    'that live are not those of a synchronisation that is %s',
    phase => {
      expect(
        read(source, notification({ phase, images: null, live })),
      ).toMatchObject([
        { digest: null, artifact: null, tag: null, commit: commitOf('c') },
      ]);
    },
  );

  it('are what a template of one’s own says', () => {
    const images = ['ghcr.io/acme/payments:1.5.0'];
    expect(read(source, { ...notification(), images })).toMatchObject([
      { tag: '1.5.0', digest: null },
    ]);
  });
});

describe('the commit', () => {
  const withSpec = (spec: object, syncResult: object = {}) => {
    const app = application();
    const { operationState } = app.status;
    Object.assign(app.spec, spec);
    Object.assign(operationState.syncResult, syncResult);
    return { app };
  };
  const chart = { repoURL: 'https://charts.acme.test', chart: 'payments' };
  const git = { repoURL: 'git@github.com:acme/values.git', chart: null };

  it.each([
    ['a chart', withSpec({ source: chart }, { revision: '1.2.3' })],
    [
      'a chart from an OCI registry',
      withSpec({ source: { repoURL: 'oci://ghcr.io/acme/charts/payments' } }),
    ],
    ['a short id', withSpec({}, { revision: 'cccccccc' })],
  ])('is not told by %s', (_, payload) => {
    expect(read(source, payload)).toMatchObject([
      { repository: null, commit: null, digest: digestOf('a') },
    ]);
  });

  it('of several sources is that of the first from Git', () => {
    const payload = withSpec(
      { source: null, sources: [chart, git] },
      { revision: null, revisions: ['1.2.3', commitOf('d')] },
    );
    expect(read(source, payload)).toMatchObject([
      { repository: 'github.com/acme/values', commit: commitOf('d') },
    ]);
  });
});

describe('the environment', () => {
  const own = { 'release-evidence.io/environment': 'canary' };
  const common = { env: 'staging' };

  it.each<
    [
      string,
      object,
      { environment?: string; labels?: object; namespace?: string },
      string,
    ]
  >([
    ['what the body says', {}, { environment: 'eu', labels: own }, 'eu'],
    ['the label for it', { environment: 'x' }, { labels: own }, 'canary'],
    [
      'the map',
      { namespaces: { pay: 'qa' }, environment: 'x' },
      { labels: common, namespace: 'pay' },
      'qa',
    ],
    ['the setting', { environment: 'x' }, { labels: common }, 'x'],
    ['a common label', {}, { labels: common }, 'staging'],
    ['the namespace', {}, {}, 'production'],
  ])('is %s', (_, config, { environment, ...changes }, expected) => {
    expect(
      read(configured(config), { ...notification(changes), environment }),
    ).toMatchObject([{ environment: expected }]);
  });

  it('is none for a namespace that the map leaves out', () => {
    const mapped = configured({ namespaces: { pay: 'qa' } });
    expect(read(mapped, notification())).toBe(
      'app.spec.destination.namespace: no environment; label the application, or configure environment or namespaces',
    );
  });
});

describe('the key', () => {
  const key = (changes?: Parameters<typeof application>[0]) =>
    keysOf(source, notification(changes))[0];

  it('is that of the application, the end, the images and the status', () => {
    expect(key()).toMatch(
      /^2f0f3a5e-8a35-4b7e-9c0d-2f6a2f1b7f10\/2026-10-01T10:00:30Z\/sha256:[0-9a-f]{64}$/,
    );
    expect(key({ labels: { a: 'b' } })).toBe(key());
    const images = ['nginx:1', 'nginx:2'];
    expect(key({ images })).toBe(key({ images: [...images].reverse() }));
    const others = [
      key(),
      key({ images }),
      key({ health: 'Degraded' }),
      key({ times: { finishedAt: '2026-10-01T10:05:00Z' } }),
    ];
    expect(new Set(others).size).toBe(4);
  });

  it('is that of the body when it is no notification', () => {
    expect(keysOf(source, { hello: 1 })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
});

describe('what is not for us', () => {
  const withState = (operationState: unknown) => {
    const app = application();
    return { app: { ...app, status: { ...app.status, operationState } } };
  };

  it.each<[string, unknown, string]>([
    ['another body', { message: 'synced' }, 'app: missing'],
    [
      'a status without operation',
      withState(undefined),
      'app.status.operationState: missing',
    ],
    [
      'a phase that does not exist',
      withState({ phase: 'Gone' }),
      'app.status.operationState.phase: none of Running, Terminating, Failed, Error, Succeeded',
    ],
    [
      'images that are no list',
      { ...notification(), images: 'nginx' },
      'images: string where array is expected',
    ],
    [
      'neither image nor commit',
      notification({ images: [], live: [], revision: 'v1' }),
      'app.status: neither an image of this synchronisation nor a commit of a Git repository',
    ],
  ])('is ignored with a reason: %s', (_, body, reason) => {
    expect(read(source, body)).toBe(reason);
  });
});
