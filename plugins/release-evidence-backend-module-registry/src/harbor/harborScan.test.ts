import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  DIGEST,
  harborCloudEvent,
  harborEvent,
  harborScan,
} from '../__testUtils__/payloads';
import { readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { harborSourceType } from './harborSource';

const source = servedSource(harborSourceType, { token: TOKEN });

const read = (resource: object) =>
  readBy(source, harborEvent('SCANNING_COMPLETED', resource));

const scanned = {
  kind: 'check',
  check: 'vulnerability',
  name: 'vulnerability scan',
  tool: 'Trivy',
  time: { at: '2026-10-01T10:00:05.000Z', basis: 'event' },
  outcome: 'unknown',
  defects: { critical: 6, high: 31, medium: 36, low: 7, unknown: 2 },
  repository: null,
  commit: null,
  artifact: 'harbor.acme.test/acme/payments',
  digest: DIGEST,
  tag: '1.4.2',
  run: null,
};

const NONE = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };

describe('a completed scan', () => {
  it('is a check of the digest, with what was found', () => {
    expect(read(harborScan())).toEqual([scanned]);
    expect(
      readBy(source, harborCloudEvent('harbor.scan.completed', harborScan())),
    ).toEqual([scanned]);
  });

  it.each([
    { total: 0, fixable: 0, summary: {} },
    { total: 0, fixable: 0, summary: null },
    { total: 0, fixable: 0, summary: { None: 3 } },
  ])('has passed when nothing was found: %j', summary => {
    expect(read(harborScan({ summary }))).toEqual([
      { ...scanned, outcome: 'passed', defects: NONE },
    ]);
  });

  it.each([
    ['was not a success', harborScan({ scan_status: 'Error' })],
    ['has no summary', harborScan({ summary: undefined })],
    ['has an empty summary', harborScan({ summary: {} })],
    ['counts in words', harborScan({ summary: { summary: { High: 'many' } } })],
    ['counts below none', harborScan({ summary: { summary: { High: -1 } } })],
  ])('has nothing to count when it %s', (_, resource) => {
    expect(read(resource)).toEqual([{ ...scanned, defects: null }]);
  });

  it.each([
    ['was not ready', {}],
    ['is no report', { scan_overview: 'R3port' }],
  ])('has neither counts nor a tool when its report %s', (_, resource) => {
    expect(read(resource)).toEqual([{ ...scanned, tool: null, defects: null }]);
  });

  it('counts a severity that we do not know', () => {
    const summary = { total: 1, summary: { Apocalyptic: 1, constructor: 2 } };
    expect(read(harborScan({ summary }))).toEqual([
      { ...scanned, defects: { ...NONE, unknown: 3 } },
    ]);
  });

  it('is read in the form that Harbor reported before 2.5', () => {
    const [report] = Object.values(harborScan().scan_overview);
    const type =
      'application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0';
    expect(read({ scan_overview: { [type]: report } })).toEqual([scanned]);
  });

  it('is ignored when it only made an SBOM', () => {
    const type = 'application/vnd.security.sbom.report+json; version=1.0';
    expect(read({ scan_overview: { [type]: {} } })).toBe(
      'event_data.resources.0.scan_overview: no report of vulnerabilities',
    );
  });

  it('is ignored without the digest that was scanned', () => {
    expect(read({ ...harborScan(), digest: undefined })).toBe(
      'event_data.resources.0.digest: no digest (sha256: and 64 hex digits)',
    );
  });
});
