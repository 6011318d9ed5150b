import { statement, understood } from '../__testUtils__/reading';

describe('what a predicate says', () => {
  const predicateOf = (predicateType: string, predicate: unknown) => {
    const [content] = understood(
      statement({ predicateType, predicate }),
    ).contents;
    return content.kind === 'statement' ? content.predicate : undefined;
  };

  it('is a test result', () => {
    expect(
      predicateOf('https://in-toto.io/attestation/test-result/v0.1', {
        result: 'FAILED',
        passedTests: ['a', 'b'],
        failedTests: ['c'],
      }),
    ).toMatchObject({
      kind: 'check',
      check: 'test',
      outcome: 'failed',
      tests: { passed: 2, failed: 1 },
    });
  });

  it('is a scan', () => {
    expect(
      predicateOf('https://in-toto.io/attestation/vulns/v0.2', {
        scanner: {
          uri: 'pkg:github/aquasecurity/trivy@1',
          result: [
            { id: 'CVE-1', severity: [{ method: 'nvd', score: '9.1' }] },
            { id: 'CVE-2', severity: [{ method: 'own', score: 'low' }] },
          ],
        },
        metadata: { scanFinishedOn: '2026-02-03T04:05:06Z' },
      }),
    ).toMatchObject({
      check: 'vulnerability',
      at: '2026-02-03T04:05:06.000Z',
      defects: { critical: 1, low: 1 },
    });
  });

  it('is what a scanner wrote, as cosign wraps it', () => {
    const type = 'https://cosign.sigstore.dev/attestation/vuln/v1';
    const report = {
      SchemaVersion: 2,
      Results: [{ Class: 'os-pkgs', Vulnerabilities: [{ Severity: 'HIGH' }] }],
    };
    expect(predicateOf(type, { scanner: { result: report } })).toMatchObject({
      check: 'vulnerability',
      defects: { high: 1 },
    });
    expect(predicateOf(type, { scanner: { result: null } })).toMatchObject({
      outcome: 'unknown',
      defects: null,
    });
  });

  it.each([
    [
      'https://cyclonedx.org/bom',
      { bomFormat: 'CycloneDX', specVersion: '1.5' },
    ],
    [
      'https://cyclonedx.org/bom',
      { Data: { bomFormat: 'CycloneDX', specVersion: '1.5' } },
    ],
    [
      'https://cyclonedx.org/bom/v1.5',
      { Data: '{"bomFormat":"CycloneDX","specVersion":"1.5"}' },
    ],
  ])('is an SBOM: %s', (type, predicate) => {
    expect(predicateOf(type, predicate)).toMatchObject({
      kind: 'sbom',
      specVersion: '1.5',
    });
  });

  it('is nothing, with a warning, when it is not what its type says', () => {
    const said = understood(
      statement({
        predicateType: 'https://cyclonedx.org/bom',
        predicate: {
          bomFormat: 'CycloneDX',
          specVersion: '1.5',
          components: [{}],
        },
      }),
    );
    expect(said.contents).toMatchObject([{ predicate: null }]);
    expect(said.warnings).toEqual(['/predicate/components/0/type: missing']);
  });
});
