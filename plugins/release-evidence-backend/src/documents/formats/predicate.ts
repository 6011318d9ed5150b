import {
  CheckContent,
  CheckOutcome,
  StatementContent,
} from 'backstage-plugin-release-evidence-common';
import { countDefect, noDefects, outcomeOf, severityOfScore } from '../defects';
import { DocumentFault } from '../documentFault';
import { JsonDocument } from '../json/jsonDocument';
import { listOf, objectOf, objectsOf, textOf, timeOf, wordOf } from '../values';
import { readAssertion } from './predicates/assertion';
import { readEarlyProvenance, readProvenance } from './predicates/provenance';
import { readSourceProvenance, readSummary } from './predicates/source';
import { readCycloneDx } from './cyclonedx';
import { readSarif } from './sarif';
import { readGrype, readTrivy } from './scans';
import { readSpdx2 } from './spdx2';
import { readSpdx3 } from './spdx3';
import { readOpenVex } from './vex';
import type { JsonReader } from './format';

type Content = StatementContent['predicate'];

/**
 * What the predicate of a statement says, when it is of a known type. One that does not hold to its type gives a warning and no content:
 * the statement itself may still be true.
 */
export function readPredicate(
  type: string,
  predicate: JsonDocument | undefined,
  sourceRefs: string[] = [],
): { content: Content; warnings: string[] } {
  try {
    return {
      content: (predicate && contentOf(type, predicate, sourceRefs)) ?? null,
      warnings: [],
    };
  } catch (error) {
    if (!(error instanceof DocumentFault)) {
      throw error;
    }
    const { field, message } = error.problem;
    return { content: null, warnings: [`/predicate${field}: ${message}`] };
  }
}

const SOURCE_PROVENANCE =
  /^https:\/\/github\.com\/slsa-framework\/slsa-source-poc\/source-provenance\/v1(-draft)?$/;

const ASSERTION =
  /^https:\/\/in-toto\.io\/attestation\/(release\/v0\.[12]|scai(\/attribute-report)?(\/v0\.[23])?)$/;

function contentOf(
  type: string,
  predicate: JsonDocument,
  sourceRefs: string[],
): Content | undefined {
  switch (type) {
    case 'https://slsa.dev/provenance/v0.1':
      return readEarlyProvenance(predicate, '0.1');
    case 'https://slsa.dev/provenance/v0.2':
      return readEarlyProvenance(predicate, '0.2');
    case 'https://slsa.dev/provenance/v1':
      return readProvenance(predicate);
    case 'https://slsa.dev/verification_summary/v0.2':
    case 'https://slsa.dev/verification_summary/v1':
      return readSummary(predicate, sourceRefs);
    default:
  }
  if (SOURCE_PROVENANCE.test(type)) {
    return readSourceProvenance(predicate);
  }
  if (ASSERTION.test(type)) {
    return readAssertion(predicate);
  }
  if (/^https:\/\/in-toto\.io\/attestation\/test-result\/v/.test(type)) {
    return readTestResult(predicate);
  }
  if (/^https:\/\/in-toto\.io\/attestation\/vulns\/v/.test(type)) {
    return readVulnerabilities(predicate);
  }
  if (type === 'https://cosign.sigstore.dev/attestation/vuln/v1') {
    return readScannerOutput(predicate);
  }
  return first(documentReader(type, predicate), predicate);
}

function documentReader(
  type: string,
  predicate: JsonDocument,
): JsonReader | undefined {
  if (/^https:\/\/spdx\.dev\/Document(\/|$)/.test(type)) {
    return predicate.has('spdxVersion') ? readSpdx2 : readSpdx3;
  }
  if (/^https:\/\/cyclonedx\.org\/bom(\/|$)/.test(type)) {
    return readCycloneDx;
  }
  return /^https:\/\/openvex\.dev\/ns(\/|$)/.test(type)
    ? readOpenVex
    : undefined;
}

/** Cosign used to wrap what it signed, as an object or as text. */
function first(
  reader: JsonReader | undefined,
  predicate: JsonDocument,
): Content | undefined {
  if (!reader) {
    return undefined;
  }
  const data = predicate.member('Data');
  const wrapped =
    typeof data === 'string'
      ? JsonDocument.of(Buffer.from(data))
      : predicate.object('Data');
  const [content] = reader(wrapped ?? predicate).contents;
  return content.kind === 'sbom' || content.kind === 'vex'
    ? content
    : undefined;
}

const TEST_OUTCOMES = new Map<string, CheckOutcome>([
  ['PASSED', 'passed'],
  ['WARNED', 'passed'],
  ['FAILED', 'failed'],
]);

function readTestResult(predicate: JsonDocument): CheckContent {
  const { result, url, passedTests, warnedTests, failedTests } =
    predicate.frame([]);
  return {
    kind: 'check',
    check: 'test',
    tool: null,
    name: textOf(url),
    at: null,
    outcome: TEST_OUTCOMES.get(wordOf(result)) ?? 'unknown',
    tests: {
      passed: listOf(passedTests).length + listOf(warnedTests).length,
      failed: listOf(failedTests).length,
      errors: 0,
      skipped: 0,
    },
    defects: null,
    subjects: [],
  };
}

function readVulnerabilities(predicate: JsonDocument): CheckContent {
  const frame = predicate.frame([]);
  const scanner = objectOf(frame.scanner);
  const defects = noDefects();
  for (const { severity } of objectsOf(scanner.result)) {
    const [rating] = objectsOf(severity);
    const score = Number.parseFloat(wordOf(rating?.score));
    countDefect(
      defects,
      Number.isNaN(score) ? rating?.score : severityOfScore(score),
    );
  }
  return {
    kind: 'check',
    check: 'vulnerability',
    tool: scannerName(scanner),
    name: null,
    at: timeOf(objectOf(frame.metadata).scanFinishedOn),
    outcome: outcomeOf(defects),
    tests: null,
    defects,
    subjects: [],
  };
}

/** Cosign's own type carries whatever the scanner wrote. */
function readScannerOutput(predicate: JsonDocument): CheckContent {
  const output = predicate.object('scanner')?.object('result');
  const [report] = (output && scannerReader(output)?.(output).contents) ?? [];
  const frame = predicate.frame([]);
  const at = timeOf(objectOf(frame.metadata).scanFinishedOn);
  const tool = scannerName(objectOf(frame.scanner));
  return report?.kind === 'check'
    ? { ...report, tool: tool ?? report.tool, at: at ?? report.at }
    : {
        kind: 'check',
        check: 'vulnerability',
        tool,
        name: null,
        at,
        outcome: 'unknown',
        tests: null,
        defects: null,
        subjects: [],
      };
}

function scannerReader(output: JsonDocument): JsonReader | undefined {
  if (output.has('runs')) {
    return readSarif;
  }
  if (output.has('matches')) {
    return readGrype;
  }
  return output.has('SchemaVersion') ? readTrivy : undefined;
}

function scannerName({ uri, version }: { [name: string]: unknown }) {
  return textOf(`${wordOf(uri)} ${wordOf(version)}`);
}
