import type { ArtifactPushed } from 'backstage-plugin-release-evidence-common';
import {
  IMAGE_CONFIG,
  MANIFEST,
  published,
  VERSION,
} from '../__testUtils__/packages';
import {
  DIGEST,
  OTHER_COMMIT,
  repository,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const read = (payload: object) =>
  observeOne<ArtifactPushed>('registry_package', payload);

const readVersion = (field: string, value: unknown) =>
  read(withField(published, `${VERSION}.${field}`, value));

const reason = (payload: object) => reasonFor('registry_package', payload);

describe('the name of a package', () => {
  it.each([
    ['ghcr.io/Acme/Payments:', 'ghcr.io/acme/payments'],
    ['ghcr.io/acme/team/payments:1', 'ghcr.io/acme/team/payments'],
    [
      'containers.acme.test:8443/acme/payments:1',
      'containers.acme.test:8443/acme/payments',
    ],
    ['https://ghcr.io/acme/payments:1', 'ghcr.io/acme/payments'],
    ['Acme/Elsewhere:1', 'ghcr.io/acme/payments'],
    ['', 'ghcr.io/acme/payments'],
    [null, 'ghcr.io/acme/payments'],
    [7, 'ghcr.io/acme/payments'],
  ])('with the URL %p is %s', (url, name) => {
    expect(readVersion('package_url', url).name).toBe(name);
  });

  const withoutUrl = withField(published, `${VERSION}.package_url`, null);

  it.each([
    [{ namespace: 'Acme/Payments' }, 'ghcr.io/acme/payments'],
    [{ namespace: null }, 'ghcr.io/acme/payments'],
    [{ owner: null }, 'ghcr.io/acme/payments'],
    [{ owner: null, namespace: 'Team/elsewhere' }, 'ghcr.io/team/payments'],
    [{ name: 'deep/payments' }, 'ghcr.io/acme/deep/payments'],
  ])('without a URL is made of %j', (changes, name) => {
    expect(
      read({
        ...withoutUrl,
        registry_package: {
          ...(withoutUrl.registry_package as object),
          ...changes,
        },
      }).name,
    ).toBe(name);
  });

  it.each([
    ['github.acme.test', 'containers.github.acme.test/acme/payments'],
    ['github.com', 'ghcr.io/acme/payments'],
  ])('without a URL is on the registry of %s', (host, name) => {
    const own = { ...repository, html_url: `https://${host}/Acme/Payments` };
    expect(read({ ...withoutUrl, repository: own }).name).toBe(name);
    const sender = { login: 'ada', html_url: `https://${host}/ada` };
    expect(read({ ...withoutUrl, repository: null, sender })).toMatchObject({
      name,
      actor: { account: `${host}/ada` },
    });
  });

  it.each([
    [{ owner: null, namespace: null }],
    [{ owner: null, namespace: '' }],
    [{ name: 'not a name' }],
  ])('cannot be told from %j', changes => {
    expect(
      reason({
        ...withoutUrl,
        registry_package: {
          ...(withoutUrl.registry_package as object),
          ...changes,
        },
      }),
    ).toMatch(/^package_version\.package_url: no container name/);
  });
});

describe('the source of a package', () => {
  const labels = (value: unknown) =>
    readVersion('container_metadata.labels', value);

  it('is read from the labels themselves where no field is made of them', () => {
    expect(
      labels({
        source: '',
        revision: '',
        all_labels: {
          'org.opencontainers.image.source': 'https://github.com/acme/other',
          'org.opencontainers.image.revision': OTHER_COMMIT,
        },
      }),
    ).toMatchObject({
      sourceRepository: 'github.com/acme/other',
      revision: OTHER_COMMIT,
    });
  });

  it.each([
    [null],
    [undefined],
    ['none'],
    [{}],
    [{ source: 7, revision: 'abc', all_labels: 'none' }],
    [{ all_labels: { 'org.opencontainers.image.revision': 7 } }],
  ])('is the linked repository, and no commit, with the labels %j', value => {
    expect(labels(value)).toMatchObject({
      sourceRepository: 'github.com/acme/payments',
      revision: null,
    });
  });

  it('is unknown without label and repository', () => {
    expect(
      read({
        ...withField(published, `${VERSION}.container_metadata.labels`, null),
        repository: null,
      }),
    ).toMatchObject({ sourceRepository: null, revision: null });
  });
});

describe('what is pushed beside an image', () => {
  const withTypes = (config: string, layer: string, tag = '') =>
    withField(
      withField(published, `${VERSION}.container_metadata.tag.name`, tag),
      `${VERSION}.container_metadata.manifest`,
      {
        media_type: MANIFEST,
        config: { media_type: config },
        layers: [{ media_type: layer }],
      },
    );

  it.each([
    [
      'an attestation of the build',
      IMAGE_CONFIG,
      'application/vnd.in-toto+json',
    ],
    [
      'a bundle',
      'application/vnd.oci.empty.v1+json',
      'application/vnd.dev.sigstore.bundle.v0.3+json',
    ],
    [
      'a signature',
      'application/vnd.cncf.notary.signature',
      'application/jose+json',
    ],
  ])('is no artifact: %s', (_, config, layer) => {
    expect(reason(withTypes(config, layer))).toMatch(
      /^package_version\.container_metadata\.manifest: it holds a signature/,
    );
  });

  it('is kept under a tag that names what it speaks of', () => {
    const tag = `sha256-${'c'.repeat(64)}.sig`;
    expect(
      read(
        withTypes(
          IMAGE_CONFIG,
          'application/vnd.dev.cosign.simplesigning.v1+json',
          tag,
        ),
      ).tag,
    ).toBe(tag);
  });

  it('is told from a chart, which is an artifact', () => {
    const chart = withTypes(
      'application/vnd.cncf.helm.config.v1+json',
      'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    );
    expect(read(chart)).toMatchObject({ digest: DIGEST, tag: null });
  });
});
