import { DIGEST, problem, understood } from '../__testUtils__/reading';

const trivy = (changes: object) => ({
  SchemaVersion: 2,
  CreatedAt: '2026-02-03T04:05:06.123456789+01:00',
  ArtifactName: 'alpine:3.19',
  ArtifactType: 'container_image',
  Trivy: { Version: '0.60.0' },
  Metadata: {
    ImageID: `sha256:${'9'.repeat(64)}`,
    RepoDigests: [`alpine@${DIGEST}`],
  },
  ...changes,
});

describe('Trivy', () => {
  it('counts vulnerabilities, and knows the image by its manifest', () => {
    const document = trivy({
      Results: [
        {
          Class: 'os-pkgs',
          Vulnerabilities: [{ Severity: 'CRITICAL' }, { Severity: 'UNKNOWN' }],
        },
        { Class: 'lang-pkgs', Vulnerabilities: [{ Severity: 'LOW' }] },
        { Class: 'lang-pkgs' },
      ],
    });
    expect(understood(document)).toEqual({
      kind: 'trivy',
      specVersion: '2',
      contents: [
        {
          kind: 'check',
          check: 'vulnerability',
          tool: 'trivy 0.60.0',
          name: 'alpine:3.19',
          at: '2026-02-03T03:05:06.123Z',
          outcome: 'unknown',
          tests: null,
          defects: { critical: 1, high: 0, medium: 0, low: 1, unknown: 1 },
          subjects: [
            {
              name: 'alpine:3.19',
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

  it('tells what it found beside vulnerabilities apart', () => {
    const config = {
      Class: 'config',
      Misconfigurations: [
        { Severity: 'HIGH', Status: 'FAIL' },
        { Severity: 'HIGH', Status: 'PASS' },
      ],
    };
    const secret = { Class: 'secret', Secrets: [{ Severity: 'CRITICAL' }] };
    expect(
      understood(trivy({ Results: [config, secret] })).contents,
    ).toMatchObject([
      { check: 'static-analysis', defects: { critical: 1, high: 1 } },
    ]);
    const packages = { Class: 'os-pkgs' };
    expect(
      understood(trivy({ Results: [packages, config] })).contents,
    ).toMatchObject([
      { check: 'vulnerability', outcome: 'passed' },
      { check: 'static-analysis', outcome: 'unknown' },
    ]);
  });

  it.each([
    ['/SchemaVersion', { SchemaVersion: 1 }],
    ['/Results', { Results: {} }],
    ['/Results/0', { Results: [1] }],
    ['/Results/0/Vulnerabilities', { Results: [{ Vulnerabilities: {} }] }],
  ])('refuses a wrong %s', (field, changes) => {
    expect(problem(trivy(changes))).toMatchObject({
      field,
      remedy: expect.stringContaining('trivy --format json'),
    });
  });
});

const grype = (changes: object) => ({
  matches: [],
  source: {
    type: 'image',
    target: {
      userInput: 'ghcr.io/acme/payments:1',
      imageID: `sha256:${'9'.repeat(64)}`,
      manifestDigest: DIGEST,
      repoDigests: [`ghcr.io/acme/payments@sha256:${'cd'.repeat(32)}`],
    },
  },
  descriptor: {
    name: 'grype',
    version: '0.90',
    timestamp: '2026-02-03T04:05:06Z',
  },
  ...changes,
});

describe('Grype', () => {
  it('counts matches, and knows the image by its manifest', () => {
    const matches = ['Critical', 'High', 'Negligible', ''].map(severity => ({
      vulnerability: { id: 'CVE-1', severity },
    }));
    expect(understood(grype({ matches })).contents).toEqual([
      {
        kind: 'check',
        check: 'vulnerability',
        tool: 'grype 0.90',
        name: 'ghcr.io/acme/payments:1',
        at: '2026-02-03T04:05:06.000Z',
        outcome: 'unknown',
        tests: null,
        defects: { critical: 1, high: 1, medium: 0, low: 1, unknown: 1 },
        subjects: [
          {
            name: 'ghcr.io/acme/payments:1',
            digests: [DIGEST, `sha256:${'cd'.repeat(32)}`],
            commit: null,
            purl: null,
          },
        ],
      },
    ]);
    const folder = { source: { type: 'directory', target: '/src' } };
    expect(understood(grype(folder)).contents).toMatchObject([
      { name: '/src', outcome: 'passed', subjects: [{ digests: [] }] },
    ]);
  });

  it('refuses matches that are none', () => {
    expect(problem(grype({ matches: {} })).field).toBe('/matches');
    expect(problem(grype({ matches: [1] })).field).toBe(
      '/matches/0/vulnerability',
    );
  });
});
