import {
  COMMIT,
  DIGEST,
  HEX,
  problem,
  understood,
} from '../__testUtils__/reading';

const SPDX = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  dataLicense: 'CC0-1.0',
  name: 'payments',
  documentNamespace: 'https://acme.test/payments-1',
  creationInfo: {
    created: '2026-02-03T04:05:06Z',
    creators: ['Organization: Acme', 'Tool: syft-1.0'],
  },
  packages: [
    {
      SPDXID: 'SPDXRef-image',
      name: 'ghcr.io/acme/payments',
      downloadLocation: 'NOASSERTION',
      checksums: [
        { algorithm: 'SHA1', checksumValue: COMMIT },
        { algorithm: 'SHA256', checksumValue: HEX },
      ],
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator:
            'pkg:oci/payments?repository_url=ghcr.io/acme/payments',
        },
      ],
    },
    { SPDXID: 'SPDXRef-lib', name: 'lib', downloadLocation: 'NONE' },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-image',
    },
  ],
};

const IMAGE = {
  name: 'ghcr.io/acme/payments',
  digests: [DIGEST],
  commit: null,
  purl: 'pkg:oci/payments?repository_url=ghcr.io/acme/payments',
};

describe('SPDX 2', () => {
  it('says what it describes', () => {
    expect(understood(SPDX)).toEqual({
      kind: 'spdx',
      specVersion: '2.3',
      contents: [
        {
          kind: 'sbom',
          format: 'spdx',
          specVersion: '2.3',
          name: 'payments',
          createdAt: '2026-02-03T04:05:06.000Z',
          subjects: [IMAGE],
          components: 1,
          tools: ['syft-1.0'],
        },
      ],
      warnings: [],
    });
  });

  it.each([
    [
      'documentDescribes',
      { relationships: [], documentDescribes: ['SPDXRef-image'] },
    ],
    [
      'a relationship the other way',
      {
        relationships: [
          {
            spdxElementId: 'SPDXRef-image',
            relationshipType: 'DESCRIBED_BY',
            relatedSpdxElement: 'SPDXRef-DOCUMENT',
          },
        ],
      },
    ],
    [
      'being the only package',
      { relationships: [], packages: [SPDX.packages[0]] },
    ],
  ])('knows its subject by %s', (_, changes) => {
    expect(understood({ ...SPDX, ...changes }).contents).toMatchObject([
      { subjects: [IMAGE] },
    ]);
  });

  it('has no subject when it does not say which', () => {
    expect(understood({ ...SPDX, relationships: [] }).contents).toMatchObject([
      { subjects: [], components: 2 },
    ]);
  });

  it.each([
    ['creationInfo', { creationInfo: undefined }, '/creationInfo'],
    [
      'creators',
      { creationInfo: { created: '2026-02-03T04:05:06Z', creators: [] } },
      '/creationInfo/creators',
    ],
    [
      'a package without a name',
      { packages: [{ SPDXID: 'SPDXRef-a', downloadLocation: 'NONE' }] },
      '/packages/0/name',
    ],
    [
      'an unknown relationship',
      {
        relationships: [
          { ...SPDX.relationships[0], relationshipType: 'LIKES' },
        ],
      },
      '/relationships/0/relationshipType',
    ],
    ['another version', { spdxVersion: 'SPDX-2.1' }, '/spdxVersion'],
    ['another identifier', { SPDXID: 'SPDXRef-doc' }, '/SPDXID'],
  ])('refuses what lacks or mistakes %s', (_, changes, field) => {
    expect(problem({ ...SPDX, ...changes }).field).toBe(field);
  });

  it('warns of identifiers that name two things', () => {
    const packages = [...SPDX.packages, SPDX.packages[1]];
    expect(understood({ ...SPDX, packages }).warnings).toEqual([
      '1 elements repeat the SPDXID of another',
    ]);
  });

  it('says the same as tags and values', () => {
    const text = `# written by hand
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: payments
DocumentNamespace: https://acme.test/payments-1
Creator: Organization: Acme
Creator: Tool: syft-1.0
Created: 2026-02-03T04:05:06Z
DocumentComment: <text>several
PackageName: not a package
lines</text>

PackageName: ghcr.io/acme/payments
SPDXID: SPDXRef-image
PackageDownloadLocation: NOASSERTION
PackageChecksum: SHA1: ${COMMIT}
PackageChecksum: SHA256: ${HEX}
ExternalRef: PACKAGE-MANAGER purl pkg:oci/payments?repository_url=ghcr.io/acme/payments

PackageName: lib
SPDXID: SPDXRef-lib
PackageDownloadLocation: NONE

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-image
`;
    expect(understood(text)).toEqual(understood(SPDX));
    expect(problem(text.replace('NONE', '')).field).toBe(
      '/packages/1/downloadLocation',
    );
    expect(problem(text.replace('SPDX-2.3', 'SPDX-1.0')).field).toBe(
      '/spdxVersion',
    );
  });
});

const SPDX3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    {
      type: 'software_Package',
      spdxId: 'https://acme.test/image',
      creationInfo: '_:created',
      name: 'payments',
      software_packageUrl: `pkg:oci/payments@sha256%3A${HEX}`,
      verifiedUsing: [
        { type: 'Hash', algorithm: 'sha512', hashValue: 'ab'.repeat(64) },
      ],
    },
    {
      type: 'software_Package',
      spdxId: 'https://acme.test/lib',
      creationInfo: '_:created',
      name: 'lib',
    },
    {
      type: 'CreationInfo',
      '@id': '_:created',
      specVersion: '3.0.1',
      created: '2026-02-03T04:05:06Z',
      createdBy: ['https://acme.test/me'],
      createdUsing: ['https://acme.test/tool'],
    },
    {
      type: 'Tool',
      spdxId: 'https://acme.test/tool',
      creationInfo: '_:created',
      name: 'syft',
    },
    {
      type: 'software_Sbom',
      spdxId: 'https://acme.test/sbom',
      creationInfo: '_:created',
      rootElement: ['https://acme.test/image'],
    },
    {
      type: 'SpdxDocument',
      spdxId: 'https://acme.test/document',
      creationInfo: '_:created',
      name: 'payments',
      rootElement: ['https://acme.test/sbom'],
    },
  ],
};

describe('SPDX 3', () => {
  it('says what its roots are', () => {
    expect(understood(SPDX3).contents).toEqual([
      {
        kind: 'sbom',
        format: 'spdx',
        specVersion: '3.0.1',
        name: 'payments',
        createdAt: '2026-02-03T04:05:06.000Z',
        subjects: [
          {
            name: 'payments',
            digests: [`sha512:${'ab'.repeat(64)}`, DIGEST],
            commit: null,
            purl: `pkg:oci/payments@sha256%3A${HEX}`,
          },
        ],
        components: 1,
        tools: ['syft'],
      },
    ]);
  });

  it.each([
    [
      'a field that its class has not',
      0,
      { colour: 'red' },
      '/@graph/0/colour',
    ],
    ['no class', 1, { type: undefined }, '/@graph/1/type'],
    ['an unknown class', 1, { type: 'software_Pakage' }, '/@graph/1/type'],
    [
      'what only a part of a class is',
      1,
      { type: 'Element_props' },
      '/@graph/1/type',
    ],
    ['no identifier', 4, { spdxId: undefined }, '/@graph/4/spdxId'],
    ['no time', 2, { created: undefined }, '/@graph/2/created'],
  ])('refuses an element with %s', (_, index, changes, field) => {
    const graph = SPDX3['@graph'] as object[];
    const changed = { ...graph[index], ...changes };
    expect(
      problem({ ...SPDX3, '@graph': graph.with(index, changed) }).field,
    ).toBe(field);
  });

  it('refuses another context and a graph that is none', () => {
    const later = SPDX3['@context'].replace('3.0.1', '4.0.0');
    expect(problem({ ...SPDX3, '@context': later }).field).toBe('/@context');
    expect(problem({ ...SPDX3, '@graph': {} }).field).toBe('/@graph');
  });
});
