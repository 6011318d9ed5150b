import { COMMIT, DIGEST, problem, understood } from '../__testUtils__/reading';

describe('OCI manifests', () => {
  const OCI = 'application/vnd.oci.image';
  const descriptor = (mediaType: string, changes: object = {}) => ({
    mediaType,
    digest: DIGEST,
    size: 2,
    ...changes,
  });

  it('say what they hold, refer to and come from', () => {
    const manifest = {
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      config: descriptor('application/vnd.oci.empty.v1+json'),
      layers: [descriptor('a/b'), descriptor('a/b'), descriptor('c/d')],
      subject: descriptor(`${OCI}.manifest.v1+json`),
      annotations: { 'org.opencontainers.image.revision': COMMIT, other: 'x' },
    };
    expect(understood(manifest)).toEqual({
      kind: 'oci-manifest',
      specVersion: null,
      contents: [
        {
          kind: 'manifest',
          mediaType: `${OCI}.manifest.v1+json`,
          artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          configMediaType: 'application/vnd.oci.empty.v1+json',
          subject: DIGEST,
          platforms: [],
          attestations: [],
          layers: ['a/b', 'c/d'],
          annotations: { 'org.opencontainers.image.revision': COMMIT },
        },
      ],
      warnings: [],
    });
  });

  it('tell the platforms of an index from what BuildKit says of them', () => {
    const index = {
      schemaVersion: 2,
      manifests: [
        descriptor(`${OCI}.manifest.v1+json`, {
          platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
        }),
        descriptor(`${OCI}.manifest.v1+json`, {
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
        }),
      ],
    };
    expect(understood(index).contents).toMatchObject([
      {
        mediaType: `${OCI}.index.v1+json`,
        platforms: [{ digest: DIGEST, platform: 'linux/arm64/v8' }],
        attestations: [{ digest: DIGEST, platform: 'unknown/unknown' }],
      },
    ]);
  });

  it.each([
    [
      'Docker’s second schema',
      'oci-manifest',
      {
        mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
        layers: [],
      },
    ],
    [
      'Docker’s list',
      'oci-index',
      {
        mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
        manifests: [],
      },
    ],
    [
      'the deprecated artifact manifest',
      'oci-manifest',
      { mediaType: 'application/vnd.oci.artifact.manifest.v1+json', blobs: [] },
    ],
  ])('may be %s', (_, kind, document) => {
    expect(understood({ schemaVersion: 2, ...document }).kind).toBe(kind);
  });

  it.each([
    ['/schemaVersion', { schemaVersion: 1, fsLayers: [] }],
    ['/mediaType', { schemaVersion: 2, mediaType: 'a/b', layers: [] }],
    ['/layers', { schemaVersion: 2, config: descriptor('a/b') }],
    [
      '/layers/0/digest',
      { schemaVersion: 2, layers: [{ digest: `sha256:${COMMIT}` }] },
    ],
    ['/config/digest', { schemaVersion: 2, config: {}, layers: [] }],
    ['/manifests/0', { schemaVersion: 2, manifests: ['a'] }],
    ['/manifests', { schemaVersion: 2, manifests: {} }],
    ['/subject/digest', { schemaVersion: 2, layers: [], subject: {} }],
  ])('are refused for a wrong %s', (field, document) => {
    expect(problem(document).field).toBe(field);
  });
});
