import {
  isReferrerTag,
  normalizeArtifactName,
  parseArtifactPurl,
  parseArtifactReference,
} from './artifactName';

const HEX = 'a'.repeat(64);

describe('normalizeArtifactName', () => {
  it.each([
    ['ghcr.io/Acme/Payments', 'ghcr.io/acme/payments'],
    ['ghcr.io/acme/payments:1.4.2', 'ghcr.io/acme/payments'],
    [`ghcr.io/acme/payments@sha256:${HEX}`, 'ghcr.io/acme/payments'],
    ['ghcr.io/acme/payments:', 'ghcr.io/acme/payments'],
    ['localhost:5000/payments', 'localhost:5000/payments'],
    ['127.0.0.1:5000/a/b:1', '127.0.0.1:5000/a/b'],
    ['oci://ghcr.io/acme/chart', 'ghcr.io/acme/chart'],
    ['https://ghcr.io/acme/payments/', 'ghcr.io/acme/payments'],
    ['nginx', 'docker.io/library/nginx'],
    ['acme/payments', 'docker.io/acme/payments'],
    ['index.docker.io/acme/payments', 'docker.io/acme/payments'],
    ['  ghcr.io/acme/payments ', 'ghcr.io/acme/payments'],
    ['pkg:npm/%40acme/payments', 'pkg:npm/%40acme/payments'],
    ['pkg:npm/%40acme/payments@1.2.3', 'pkg:npm/%40acme/payments'],
    ['pkg:NPM/left-pad@1?arch=x#sub', 'pkg:npm/left-pad'],
    ['pkg:maven/org.acme/pay@1.0', 'pkg:maven/org.acme/pay'],
    ['pkg:npm/@Acme/Payments', 'pkg:npm/%40acme/payments'],
    [
      'pkg:oci/payments?repository_url=ghcr.io/Acme/payments',
      'ghcr.io/acme/payments',
    ],
    ['pkg:docker/acme/payments', 'docker.io/acme/payments'],
  ])('brings %s into the form %s', (given, expected) => {
    expect(normalizeArtifactName(given)).toBe(expected);
  });

  it('gives the same for what it gave', () => {
    const once = normalizeArtifactName('index.docker.io/Acme/Payments:1')!;
    expect(normalizeArtifactName(once)).toBe(once);
  });

  it.each([
    '',
    ' ',
    'ghcr.io/',
    'ghcr.io/a b',
    'ghcr io.x/a',
    'ghcr.io:port/a',
    'pkg:npm',
    'ghcr.io/-a',
    'a/../b',
  ])('refuses %p', given => {
    expect(normalizeArtifactName(given)).toBeUndefined();
  });
});

describe('parseArtifactReference', () => {
  it.each([
    ['ghcr.io/a/b:1.0', { name: 'ghcr.io/a/b', tag: '1.0', digest: null }],
    [
      `ghcr.io/a/b@sha256:${HEX}`,
      { name: 'ghcr.io/a/b', tag: null, digest: `sha256:${HEX}` },
    ],
    [
      `localhost:5000/b:1@sha256:${HEX}`,
      { name: 'localhost:5000/b', tag: '1', digest: `sha256:${HEX}` },
    ],
    ['ghcr.io/a/b', { name: 'ghcr.io/a/b', tag: null, digest: null }],
  ])('reads %s', (given, expected) => {
    expect(parseArtifactReference(given)).toEqual(expected);
  });

  it.each(['', 'nginx', `ghcr.io/a/b@sha256:${'a'.repeat(40)}`])(
    'refuses %p',
    given => {
      expect(parseArtifactReference(given)).toBeUndefined();
    },
  );
});

describe('parseArtifactPurl', () => {
  const digest = `sha256:${HEX}`;
  const encoded = `sha256%3A${HEX}`;

  it.each([
    [
      `pkg:oci/payments@${encoded}?repository_url=ghcr.io/acme/payments&tag=1.0`,
      { name: 'ghcr.io/acme/payments', tag: '1.0', digest },
    ],
    [
      `pkg:oci/Payments@${digest}?repository_url=https%3A%2F%2Fghcr.io%2Facme%2F`,
      { name: 'ghcr.io/acme/payments', tag: null, digest },
    ],
    [
      `pkg:oci/payments@${encoded}?repository_url=registry.acme.test:5000`,
      { name: 'registry.acme.test:5000/payments', tag: null, digest },
    ],
    [
      `pkg:oci/payments@${encoded}`,
      { name: 'pkg:oci/payments', tag: null, digest },
    ],
    [
      `pkg:docker/acme/payments@${encoded}?repository_url=gcr.io`,
      { name: 'gcr.io/acme/payments', tag: null, digest },
    ],
    [
      `pkg:docker/acme/payments@1.0?repository_url=gcr.io/acme/payments`,
      { name: 'gcr.io/acme/payments', tag: '1.0', digest: null },
    ],
    [
      'pkg:docker/cassandra@latest',
      { name: 'docker.io/library/cassandra', tag: 'latest', digest: null },
    ],
    [
      'pkg:docker/cassandra?repository_url=hub.docker.com',
      { name: 'docker.io/library/cassandra', tag: null, digest: null },
    ],
    [
      'pkg:golang/mygit.com/myorg/myapp@234fd47e07d1004f0aed9c',
      {
        name: 'pkg:golang/mygit.com/myorg/myapp',
        tag: '234fd47e07d1004f0aed9c',
        digest: null,
      },
    ],
    [
      `pkg:generic/pay@1.0?checksum=sha1:abc,${encoded}`,
      { name: 'pkg:generic/pay', tag: '1.0', digest },
    ],
    [
      'pkg:oci/payments@sha256%3Aabc?repository_url=ghcr.io/acme/payments',
      { name: 'ghcr.io/acme/payments', tag: null, digest: null },
    ],
  ])('reads %s', (given, expected) => {
    expect(parseArtifactPurl(given)).toEqual(expected);
  });

  it.each([
    '',
    'ghcr.io/acme/payments',
    'pkg:npm',
    'pkg:docker/a%20b/c',
    'pkg:oci/a?repository_url=a%20b.io',
  ])('refuses %p', given => {
    expect(parseArtifactPurl(given)).toBeUndefined();
  });
});

describe('isReferrerTag', () => {
  it.each([
    [`sha256-${HEX}`, true],
    [`sha256-${HEX}.sig`, true],
    [`sha256-${HEX}.att`, true],
    [`sha256-${HEX}.sbom`, true],
    ['1.0.sig', false],
    ['sha256-abc', false],
    [null, false],
  ])('%s is %s', (tag, expected) => {
    expect(isReferrerTag(tag)).toBe(expected);
  });
});
