import { readPayload } from 'backstage-plugin-release-evidence-node';
import type {
  CheckSeen,
  ObservationBase,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { countDefects, vulnerabilityCheck } from '../vulnerabilityScan';

/** Harbor's scanners make SBOMs too, and report them in the same place. */
const VULNERABILITY_REPORT = /vuln/i;

const reportSchema = z.object({
  scan_status: z.string().nullish(),
  summary: z
    .object({ total: z.unknown(), summary: z.unknown() })
    .partial()
    .nullish()
    .catch(null),
  scanner: z.object({ name: z.string() }).nullish().catch(null),
});

/**
 * A completed scan: with its counts, when its report was ready in time and says
 * that the scan succeeded.
 *
 * @param overview - reports by their media types
 */
export function readScan(
  scanned: {
    time: ObservationBase['time'];
    name: string;
    digest: string;
    tag: string | null;
  },
  overview: unknown,
): CheckSeen | string {
  const { time, name, digest, tag } = scanned;
  const reports = isRecord(overview) ? Object.entries(overview) : [];
  const report = reports.find(([type]) => VULNERABILITY_REPORT.test(type));
  if (!report && reports.length > 0) {
    return 'scan_overview: no report of vulnerabilities';
  }
  const reading = readPayload(reportSchema, report?.[1]);
  const { scan_status, summary, scanner } =
    'value' in reading ? reading.value : {};
  return vulnerabilityCheck({
    time,
    artifact: name,
    digest,
    tag,
    tool: scanner?.name ?? null,
    defects: scan_status === 'Success' && summary ? countsIn(summary) : null,
  });
}

/** Without findings there is a total of none, and no counts. */
function countsIn({ total, summary }: { total?: unknown; summary?: unknown }) {
  return countDefects(summary ?? (total === 0 ? {} : null));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
