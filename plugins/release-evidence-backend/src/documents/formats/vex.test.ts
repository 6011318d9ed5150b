import { DIGEST, HEX, problem, understood } from '../__testUtils__/reading';

const openVex = (changes: object = {}, statement: object = {}) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.test/vex-1',
  author: 'Acme',
  timestamp: '2026-02-03T04:05:06Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-1' },
      products: [
        { '@id': `pkg:oci/payments@sha256%3A${HEX}` },
        { '@id': 'payments.tar', hashes: { 'sha-256': HEX } },
      ],
      status: 'not_affected',
      justification: 'component_not_present',
      ...statement,
    },
  ],
  ...changes,
});

describe('OpenVEX', () => {
  it('counts what is said of which product', () => {
    expect(understood(openVex())).toEqual({
      kind: 'openvex',
      specVersion: '0.2.0',
      contents: [
        {
          kind: 'vex',
          format: 'openvex',
          specVersion: '0.2.0',
          author: 'Acme',
          at: '2026-02-03T04:05:06.000Z',
          statuses: {
            notAffected: 2,
            affected: 0,
            fixed: 0,
            underInvestigation: 0,
          },
          subjects: [
            {
              name: null,
              digests: [DIGEST],
              commit: null,
              purl: `pkg:oci/payments@sha256%3A${HEX}`,
            },
            {
              name: 'payments.tar',
              digests: [DIGEST],
              commit: null,
              purl: null,
            },
          ],
        },
      ],
      warnings: [],
    });
  });

  it.each([
    [
      'no justification',
      {},
      { justification: undefined },
      '/statements/0/justification',
    ],
    ['no action', {}, { status: 'affected' }, '/statements/0/action_statement'],
    ['an unknown status', {}, { status: 'maybe' }, '/statements/0/status'],
    ['no statement', { statements: [] }, {}, '/statements'],
    [
      'a product without a name',
      {},
      { products: [{}] },
      '/statements/0/products/0/@id',
    ],
  ])('refuses %s', (_, changes, statement, field) => {
    expect(problem(openVex(changes, statement)).field).toBe(field);
  });
});

const csaf = (document: object = {}) => ({
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    publisher: {
      category: 'vendor',
      name: 'Acme',
      namespace: 'https://acme.test',
    },
    title: 'VEX',
    tracking: {
      current_release_date: '2026-02-03T04:05:06Z',
      id: 'A-1',
      initial_release_date: '2026-02-03T04:05:06Z',
      revision_history: [
        { date: '2026-02-03T04:05:06Z', number: '1', summary: 'first' },
      ],
      status: 'final',
      version: '1',
    },
    ...document,
  },
  product_tree: {
    full_product_names: [
      { name: 'other', product_id: 'OTHER' },
      {
        name: 'payments',
        product_id: 'P',
        product_identification_helper: {
          hashes: [
            {
              file_hashes: [{ algorithm: 'sha256', value: HEX }],
              filename: 'payments',
            },
          ],
        },
      },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2026-0001',
      product_status: { known_not_affected: ['P'], under_investigation: ['P'] },
    },
  ],
});

describe('CSAF VEX', () => {
  it('counts what is said of which product', () => {
    expect(understood(csaf()).contents).toEqual([
      {
        kind: 'vex',
        format: 'csaf',
        specVersion: '2.0',
        author: 'Acme',
        at: '2026-02-03T04:05:06.000Z',
        statuses: {
          notAffected: 1,
          affected: 0,
          fixed: 0,
          underInvestigation: 1,
        },
        subjects: [
          { name: 'payments', digests: [DIGEST], commit: null, purl: null },
        ],
      },
    ]);
  });

  it.each([
    ['category', { category: 'csaf_security_advisory' }, '/document/category'],
    ['version', { csaf_version: '1.2' }, '/document/csaf_version'],
    ['title', { title: '' }, '/document/title'],
    [
      'publisher',
      { publisher: { name: 'Acme' } },
      '/document/publisher/category',
    ],
  ])('refuses another %s', (_, document, field) => {
    expect(problem(csaf(document)).field).toBe(field);
  });

  it('reads 2.1, which asks for more', () => {
    const document = {
      $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
      ...csaf({
        csaf_version: '2.1',
        distribution: { tlp: { label: 'CLEAR' } },
      }),
    };
    expect(understood(document).specVersion).toBe('2.1');
    expect(problem({ ...document, $schema: undefined }).field).toBe('/$schema');
  });
});
