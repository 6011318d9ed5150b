import {
  COMMIT,
  DIGEST,
  HEX,
  problem,
  understood,
  cycloneDx,
} from '../__testUtils__/reading';

const bomWith = (component: object) =>
  cycloneDx({
    metadata: {
      component: { type: 'container', name: 'acme/payments', ...component },
    },
  });

describe('CycloneDX', () => {
  it('says what it is about, when and with what it was made', () => {
    expect(understood(cycloneDx())).toEqual({
      kind: 'cyclonedx',
      specVersion: '1.6',
      contents: [
        {
          kind: 'sbom',
          format: 'cyclonedx',
          specVersion: '1.6',
          name: 'acme/payments',
          createdAt: '2026-02-03T04:05:06.000Z',
          subjects: [
            { name: 'acme/payments', digests: [], commit: null, purl: null },
          ],
          components: 2,
          tools: ['syft 1'],
        },
      ],
      warnings: [],
    });
  });

  it.each([
    ['hashes', { hashes: [{ alg: 'SHA-256', content: HEX.toUpperCase() }] }],
    ['package URL', { purl: `pkg:oci/payments@sha256%3A${HEX}` }],
    ['version', { version: DIGEST }],
    ['reference', { 'bom-ref': `pkg:oci/payments@sha256%3A${HEX}` }],
    [
      'property of Trivy',
      {
        properties: [
          {
            name: 'aquasecurity:trivy:RepoDigest',
            value: `payments@${DIGEST}`,
          },
          {
            name: 'aquasecurity:trivy:ImageID',
            value: `sha256:${'9'.repeat(64)}`,
          },
        ],
      },
    ],
    ['name', { name: `ghcr.io/acme/payments@${DIGEST}` }],
  ])('finds the digest of its subject in its %s', (_, component) => {
    const [content] = understood(bomWith(component)).contents;
    expect(content).toMatchObject({ subjects: [{ digests: [DIGEST] }] });
  });

  it('does not take another hash for the digest', () => {
    const [content] = understood(
      bomWith({
        version: '1.2.3',
        hashes: [
          { alg: 'SHA-1', content: COMMIT },
          { alg: 'SHA3-256', content: HEX },
          { alg: 'SHA-256', content: COMMIT },
        ],
      }),
    ).contents;
    expect(content).toMatchObject({ subjects: [{ digests: [] }] });
  });

  it.each([
    ['1.3', '/specVersion'],
    [1.6, '/specVersion'],
  ])('reads 1.4 to 1.7, and not %s', (specVersion, field) => {
    expect(problem(cycloneDx({ specVersion }))).toMatchObject({
      field,
      remedy: expect.stringContaining('1.4'),
    });
  });

  it('finds a mismatch in the long lists and beside them', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      type: 'library',
      name: `lib-${index}`,
    }));
    const components = many.with(2500, { type: 'libary', name: 'x' });
    expect(problem(cycloneDx({ components }))).toMatchObject({
      field: '/components/2500/type',
      message: expect.stringMatching(/^is none of application, framework/),
    });
    expect(problem(cycloneDx({ components: [...many, many[17]] }))).toEqual({
      field: '/components/3000',
      message: 'repeats an element of /components',
      remedy: 'List each element once',
    });
    expect(problem(cycloneDx({ services: [{}] })).field).toBe(
      '/services/0/name',
    );
    expect(problem(cycloneDx({ components: {} }))).toMatchObject({
      field: '/components',
      message: expect.stringContaining('array'),
    });
  });

  it('warns of references that name two things, and of links that are none', () => {
    const { warnings } = understood(
      cycloneDx({
        components: [
          { type: 'library', name: 'a', 'bom-ref': 'x' },
          {
            type: 'library',
            name: 'b',
            'bom-ref': 'x',
            externalReferences: [
              { type: 'website', url: 'not an iri' },
              { type: 'website', url: 'https://acme.test/ü?q=%20' },
              { type: 'website', url: 'docs/a:b' },
              { type: 'bom', url: `urn:cdx:${'0'.repeat(8)}/1#a` },
            ],
          },
        ],
      }),
    );
    expect(warnings).toEqual([
      '/components/1/externalReferences/0/url: is no IRI reference',
      '/components/1/externalReferences/3/url: links to another document, which is not followed',
      expect.stringContaining('bom-ref'),
    ]);
  });
});
