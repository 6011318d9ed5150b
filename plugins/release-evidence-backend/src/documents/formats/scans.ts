import {
  CheckContent,
  DocumentSubject,
  parseDigest,
  SeverityCounts,
} from 'backstage-plugin-release-evidence-common';
import { countDefect, noDefects, outcomeOf } from '../defects';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { digestOfReference, subjectFrom, subjectsFrom } from '../subjects';
import {
  isObject,
  listOf,
  objectOf,
  objectsOf,
  textOf,
  timeOf,
  wordOf,
} from '../values';
import type { FormatReading } from './format';

/*
 * Scanners publish no schema of what they write, so what is read is checked here.
 *
 * Both tell the digest of an image's configuration beside that of its manifest,
 * and it looks the same (`ImageID`, `imageID`). No registry knows the image by
 * it, so it is never read.
 */

/** Defects, and whether anything was looked at for them. */
class Tally {
  readonly defects = noDefects();
  looked = false;

  add(found: JsonObject[], severity: (defect: JsonObject) => unknown): void {
    this.looked = true;
    found.forEach(defect => countDefect(this.defects, severity(defect)));
  }
}

/** Reads Trivy's JSON: its vulnerabilities, and apart from them all else. */
export function readTrivy(document: JsonDocument): FormatReading {
  const frame = document.frame(['Results']);
  expect(frame.SchemaVersion === 2, '/SchemaVersion', 'is not 2');
  const results = frame.Results ?? [];
  expect(Array.isArray(results), '/Results', 'is no list');
  const tallies = {
    vulnerability: new Tally(),
    'static-analysis': new Tally(),
  };
  for (const { first, values } of document.elements('Results')) {
    values.forEach((result, index) =>
      countTrivyResult(result, `/Results/${first + index}`, tallies),
    );
  }
  const { 'static-analysis': other, vulnerability } = tallies;
  const about = {
    tool: trivyName(frame),
    name: textOf(frame.ArtifactName),
    at: timeOf(frame.CreatedAt),
    subjects: trivySubjects(frame),
  };
  return {
    specVersion: '2',
    contents: [
      ...(vulnerability.looked || !other.looked
        ? [checkOf('vulnerability', about, vulnerability.defects)]
        : []),
      ...(other.looked
        ? [checkOf('static-analysis', about, other.defects)]
        : []),
    ],
    warnings: [],
  };
}

function countTrivyResult(
  result: unknown,
  at: string,
  tallies: Record<'vulnerability' | 'static-analysis', Tally>,
): void {
  expect(isObject(result), at, 'is no object');
  const { Class: looked, Vulnerabilities, Misconfigurations, Secrets } = result;
  const lists = { Vulnerabilities, Misconfigurations, Secrets };
  for (const [name, list] of Object.entries(lists)) {
    expect(
      list === undefined || list === null || Array.isArray(list),
      `${at}/${name}`,
      'is no list',
    );
  }
  if (Vulnerabilities || ['os-pkgs', 'lang-pkgs'].includes(wordOf(looked))) {
    tallies.vulnerability.add(
      objectsOf(Vulnerabilities),
      ({ Severity }) => Severity,
    );
  }
  if (Misconfigurations || Secrets || looked === 'config') {
    tallies['static-analysis'].add(
      [
        ...objectsOf(Misconfigurations).filter(
          ({ Status = 'FAIL' }) => Status === 'FAIL',
        ),
        ...objectsOf(Secrets),
      ],
      ({ Severity }) => Severity,
    );
  }
}

function trivyName({ Trivy }: JsonObject): string {
  const version = textOf(objectOf(Trivy).Version);
  return version ? `trivy ${version}` : 'trivy';
}

function trivySubjects(frame: JsonObject): (DocumentSubject | undefined)[] {
  const metadata = objectOf(frame.Metadata);
  return [
    subjectFrom({
      name: frame.ArtifactName,
      digests: listOf(metadata.RepoDigests).map(digestOfReference),
    }),
  ];
}

/** Reads Grype's JSON. */
export function readGrype(document: JsonDocument): FormatReading {
  const frame = document.frame(['matches', 'ignoredMatches']);
  expect(Array.isArray(frame.matches), '/matches', 'is no list');
  const defects = noDefects();
  for (const { first, values } of document.elements('matches')) {
    values.forEach((match, index) => {
      const at = `/matches/${first + index}/vulnerability`;
      const vulnerability = isObject(match) ? match.vulnerability : undefined;
      expect(isObject(vulnerability), at, 'is no object');
      countDefect(defects, vulnerability.severity);
    });
  }
  const { name, version, timestamp } = objectOf(frame.descriptor);
  const { target } = objectOf(frame.source);
  const image = objectOf(target);
  const about = {
    tool: `${wordOf(name) || 'grype'} ${wordOf(version)}`,
    name: textOf(image.userInput) ?? textOf(target),
    at: timeOf(timestamp),
    subjects: [
      subjectFrom({
        name: image.userInput ?? target,
        digests: [
          parseDigest(image.manifestDigest),
          ...listOf(image.repoDigests).map(digestOfReference),
        ],
      }),
    ],
  };
  return {
    specVersion: null,
    contents: [checkOf('vulnerability', about, defects)],
    warnings: [],
  };
}

function checkOf(
  check: 'vulnerability' | 'static-analysis',
  about: {
    tool: string;
    name: string | null;
    at: string | null;
    subjects: (DocumentSubject | undefined)[];
  },
  defects: SeverityCounts,
): CheckContent {
  return {
    kind: 'check',
    check,
    tool: textOf(about.tool),
    name: about.name,
    at: about.at,
    outcome: outcomeOf(defects),
    tests: null,
    defects,
    subjects: subjectsFrom(about.subjects),
  };
}

function expect(holds: boolean, field: string, message: string): asserts holds {
  if (!holds) {
    throw refuse(
      field,
      message,
      'Send the scanner’s own JSON (trivy --format json, grype --output json)',
    );
  }
}
