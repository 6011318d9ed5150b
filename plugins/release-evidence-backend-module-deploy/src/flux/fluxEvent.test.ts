import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { commitOf, digestOf, read, TOKEN } from '../__testUtils__/deliveries';
import { fluxEvent, UID } from '../__testUtils__/fluxEvents';
import { fluxSourceType } from './fluxSource';

const configured = (config: object) =>
  servedSource(fluxSourceType, { token: TOKEN, ...config });

const source = configured({ environment: 'production' });

describe('a Kustomization', () => {
  const deployment = {
    kind: 'deployment',
    time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
    deployment: `${UID}/1.4.2@${digestOf('a')}/@${digestOf('a')}`,
    environment: 'production',
    status: 'succeeded',
    repository: null,
    commit: null,
    artifact: null,
    digest: digestOf('a'),
    tag: '1.4.2',
    run: null,
    by: null,
  };

  it('of an OCI artifact is a deployment of its digest', () => {
    expect(read(source, fluxEvent())).toEqual([deployment]);
  });

  it('has the commit that the artifact was made from, if a repository is named', () => {
    const metadata = {
      revision: `1.4.2@${digestOf('a')}`,
      originRevision: `main@sha1:${commitOf('c')}`,
    };
    expect(read(source, fluxEvent({ metadata }))).toEqual([deployment]);
    const repository = 'github.com/acme/payments';
    const known = { ...deployment, repository, commit: commitOf('c') };
    expect(
      read(
        configured({ environment: 'production', repository }),
        fluxEvent({ metadata }),
      ),
    ).toEqual([known]);
    expect(
      read(source, fluxEvent({ metadata: { ...metadata, repository } })),
    ).toEqual([known]);
  });

  it('of a Git repository is a deployment of its commit', () => {
    const repository = 'github.com/acme/fleet';
    const metadata = { revision: `main@sha1:${commitOf('c')}` };
    expect(
      read(
        configured({ repository, environment: 'e' }),
        fluxEvent({ metadata }),
      ),
    ).toEqual([
      expect.objectContaining({
        repository,
        commit: commitOf('c'),
        digest: null,
        tag: null,
      }),
    ]);
  });

  it('may name the image that it runs', () => {
    const metadata = {
      revision: `main@sha1:${commitOf('c')}`,
      image: `ghcr.io/acme/payments:1.4.2@${digestOf('b')}`,
    };
    expect(read(source, fluxEvent({ metadata }))).toEqual([
      {
        ...deployment,
        deployment: `${UID}/${
          metadata.revision
        }/ghcr.io/acme/payments@${digestOf('b')}`,
        artifact: 'ghcr.io/acme/payments',
        digest: digestOf('b'),
      },
    ]);
  });

  it('is understood with the groups of Flux on the names, too', () => {
    const metadata = {
      'kustomize.toolkit.fluxcd.io/revision': `1.4.2@${digestOf('a')}`,
      'event.toolkit.fluxcd.io/image': 'ghcr.io/acme/payments:1.4.2',
    };
    expect(read(source, fluxEvent({ metadata }))).toMatchObject([
      { artifact: 'ghcr.io/acme/payments', tag: '1.4.2', digest: null },
      { artifact: null, tag: '1.4.2', digest: digestOf('a') },
    ]);
  });

  it.each([
    ['Progressing', 'started'],
    ['ReconciliationFailed', 'failed'],
    ['HealthCheckFailed', 'failed'],
    ['BuildFailed', 'failed'],
    ['ArtifactFailed', 'failed'],
  ])('with the reason %s has %s, and the same id', (reason, status) => {
    expect(read(source, fluxEvent({ reason }))).toEqual([
      { ...deployment, status },
    ]);
  });
});

describe('a HelmRelease', () => {
  const release = (reason: string, number: number, letter: string) =>
    fluxEvent({
      kind: 'HelmRelease',
      reason,
      message: `Helm ${reason} for release apps/payments.v${number} with chart payments@1.4.2+aaaaaaaaaaaa`,
      metadata: {
        revision: '1.4.2+aaaaaaaaaaaa',
        'app-version': '1.4.2',
        'oci-digest': digestOf(letter),
      },
    });

  it.each([
    ['InstallSucceeded', 'succeeded'],
    ['UpgradeSucceeded', 'succeeded'],
    ['InstallFailed', 'failed'],
    ['UpgradeFailed', 'failed'],
    ['RollbackFailed', 'failed'],
    ['UninstallSucceeded', 'inactive'],
  ])('with the reason %s has %s', (reason, status) => {
    expect(read(source, release(reason, 2, 'a'))).toMatchObject([
      { status, digest: digestOf('a'), tag: '1.4.2', artifact: null },
    ]);
  });

  it('that goes back is a deployment of what it goes back to, of its own', () => {
    const [first] = read(source, release('InstallSucceeded', 1, 'a'));
    const [back] = read(source, release('RollbackSucceeded', 1, 'a'));
    expect(back).toMatchObject({
      status: 'succeeded',
      digest: digestOf('a'),
      deployment: `${UID}/1.4.2+aaaaaaaaaaaa.v1/rollback/2026-10-01T10:00:00Z/@${digestOf(
        'a',
      )}`,
    });
    expect(first).toMatchObject({
      deployment: `${UID}/1.4.2+aaaaaaaaaaaa.v1/@${digestOf('a')}`,
    });
  });
});

describe('an OCIRepository', () => {
  it('that has a new artifact waits for its deployment', () => {
    const stored = fluxEvent({
      kind: 'OCIRepository',
      reason: 'NewArtifact',
      message: `stored artifact with revision '1.4.2@${digestOf(
        'a',
      )}' from 'oci://ghcr.io/acme/manifests/payments'`,
    });
    expect(read(source, stored)).toMatchObject([
      {
        status: 'pending',
        artifact: 'ghcr.io/acme/manifests/payments',
        digest: digestOf('a'),
        tag: '1.4.2',
      },
    ]);
  });
});

describe('the environment', () => {
  const said = (metadata: object) =>
    fluxEvent({ metadata: { revision: digestOf('a'), ...metadata } });

  it.each([
    [
      'what the event says',
      { environment: 'x' },
      said({ environment: 'eu' }),
      'eu',
    ],
    ['what it says shortly', { environment: 'x' }, said({ env: 'eu' }), 'eu'],
    [
      'the map',
      { namespaces: { apps: 'qa' }, environment: 'x' },
      fluxEvent(),
      'qa',
    ],
    ['the setting', { environment: 'x' }, fluxEvent(), 'x'],
    ['the namespace', {}, fluxEvent(), 'apps'],
  ])('is %s', (_, config, body, environment) => {
    expect(read(configured(config), body)).toMatchObject([{ environment }]);
  });
});

describe('what is not for us', () => {
  it.each<[string, unknown, string]>([
    [
      'another kind',
      fluxEvent({ kind: 'GitRepository', reason: 'NewArtifact' }),
      'involvedObject.kind: none of Kustomization, HelmRelease, OCIRepository',
    ],
    [
      'a test',
      fluxEvent({ kind: 'HelmRelease', reason: 'TestSucceeded' }),
      'reason: this is no step of a deployment',
    ],
    [
      'another reason',
      fluxEvent({ reason: 'DependencyNotReady' }),
      'reason: this is no step of a deployment',
    ],
    [
      'no revision',
      fluxEvent({ metadata: {} }),
      'metadata: neither a digest, nor an image, nor a commit with its repository',
    ],
    [
      'a commit without repository',
      fluxEvent({ metadata: { revision: `main@sha1:${commitOf('c')}` } }),
      'metadata: neither a digest, nor an image, nor a commit with its repository',
    ],
    ['no object', { reason: 'x' }, 'involvedObject: missing'],
  ])('is ignored with a reason: %s', (_, body, reason) => {
    expect(read(source, body)).toBe(reason);
  });

  it('is a namespace that the map leaves out', () => {
    const mapped = configured({ namespaces: { payments: 'production' } });
    expect(read(mapped, fluxEvent())).toBe(
      'involvedObject.namespace: no environment; name it in eventMetadata, or configure environment or namespaces',
    );
  });
});
