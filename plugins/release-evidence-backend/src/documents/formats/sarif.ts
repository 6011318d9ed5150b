import {
  CheckContent,
  parseCommit,
  parseRepository,
  SeverityCounts,
} from 'backstage-plugin-release-evidence-common';
import { countDefect, noDefects, outcomeOf, severityOfScore } from '../defects';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { checkPieces } from '../schemas/checkPieces';
import { checkSchema } from '../schemas/checkSchema';
import { subjectFrom, subjectsFrom } from '../subjects';
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

/** More runs than any tool makes, of which each becomes a check. */
const MOST_RUNS = 1000;

/** Reads SARIF 2.1.0: a check for each run. */
export function readSarif(document: JsonDocument): FormatReading {
  const warnings = checkSchema('sarif', document.frame(['runs']), '');
  const contents: CheckContent[] = [];
  let index = 0;
  for (const run of document.objects('runs', MOST_RUNS)) {
    const at = `/runs/${index++}`;
    if (run) {
      contents.push(readRun(run, at, warnings));
    } else {
      // The schema says so better than a rule of our own.
      checkSchema('sarif#/definitions/run', null, at);
    }
  }
  return { specVersion: '2.1.0', contents, warnings };
}

function readRun(
  document: JsonDocument,
  at: string,
  warnings: string[],
): CheckContent {
  const rules = rulesOf(objectOf(document.member('tool')));
  const defects = noDefects();
  const { frame, warnings: odd } = checkPieces({
    document,
    schema: 'sarif#/definitions/run',
    at,
    long: [
      {
        name: 'results',
        schema: 'sarif#/definitions/result',
        visit: result => countResult(result, rules, defects),
      },
      {
        name: 'artifacts',
        schema: 'sarif#/definitions/artifact',
        unique: true,
      },
    ],
  });
  warnings.push(...odd);
  const { driver } = objectOf(frame.tool);
  const { id } = objectOf(frame.automationDetails);
  const invocations = objectsOf(frame.invocations);
  return {
    kind: 'check',
    check: 'static-analysis',
    tool: textOf(objectOf(driver).name),
    name: textOf(id) ?? textOf(objectOf(driver).name),
    at: timeOf(invocations.at(-1)?.endTimeUtc),
    outcome: invocations.some(
      ({ executionSuccessful }) => executionSuccessful === false,
    )
      ? 'failed'
      : outcomeOf(defects),
    tests: null,
    defects,
    subjects: subjectsFrom(
      objectsOf(frame.versionControlProvenance).map(
        ({ repositoryUri, revisionId }) =>
          subjectFrom({
            name: parseRepository(textOf(repositoryUri)) ?? repositoryUri,
            commit: parseCommit(revisionId),
          }),
      ),
    ),
  };
}

interface Rule {
  level: unknown;
  /** GitHub's convention: a CVSS score as text. */
  score: number | null;
}

interface Rules {
  byId: Map<string, Rule>;
  driver: Rule[];
}

function rulesOf(tool: JsonObject): Rules {
  const driver = objectsOf(objectOf(tool.driver).rules);
  const all = [
    ...driver,
    ...objectsOf(tool.extensions).flatMap(({ rules }) => objectsOf(rules)),
  ];
  return {
    byId: new Map(all.map(rule => [wordOf(rule.id), ruleOf(rule)])),
    driver: driver.map(ruleOf),
  };
}

function ruleOf({ defaultConfiguration, properties }: JsonObject): Rule {
  const score = Number.parseFloat(
    wordOf(objectOf(properties)['security-severity']),
  );
  return {
    level: objectOf(defaultConfiguration).level,
    score: Number.isNaN(score) ? null : score,
  };
}

/** Counts what stands: neither suppressed, nor passed, nor gone since before. */
function countResult(
  result: JsonObject,
  rules: Rules,
  defects: SeverityCounts,
): void {
  const { kind = 'fail', baselineState, suppressions } = result;
  const suppressed = listOf(suppressions).some(
    entry =>
      isObject(entry) &&
      (entry.status === undefined || entry.status === 'accepted'),
  );
  if (kind === 'fail' && baselineState !== 'absent' && !suppressed) {
    countDefect(defects, severityOf(result, rules));
  }
}

const LEVELS: Record<string, string> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'low',
};

function severityOf(result: JsonObject, { byId, driver }: Rules): string {
  const { id, index } = objectOf(result.rule);
  const rule =
    byId.get(wordOf(result.ruleId ?? id)) ??
    driver[Number(result.ruleIndex ?? index ?? -1)];
  return rule?.score !== null && rule?.score !== undefined
    ? severityOfScore(rule.score)
    : LEVELS[wordOf(result.level ?? rule?.level ?? 'warning')];
}
