import {
  parseCommit,
  parseRepository,
  SourceProvenanceContent,
  SummaryContent,
} from 'backstage-plugin-release-evidence-common';
import type { JsonDocument } from '../../json/jsonDocument';
import {
  listOf,
  objectOf,
  objectsOf,
  textOf,
  timeOf,
  wordOf,
} from '../../values';

const MOST = 50;

const RESULTS = { PASSED: 'passed', FAILED: 'failed' } as const;

/**
 * Reads a SLSA verification summary (VSA v0.2 and v1).
 *
 * @param sourceRefs - what its subjects' annotations say of the git refs
 */
export function readSummary(
  predicate: JsonDocument,
  sourceRefs: string[],
): SummaryContent {
  const result = wordOf(
    predicate.member('verificationResult') ??
      predicate.member('verification_result'),
  );
  return {
    kind: 'verification-summary',
    verifier: textOf(objectOf(predicate.member('verifier')).id),
    resource: textOf(
      predicate.member('resourceUri') ?? predicate.member('resource_uri'),
    ),
    policy: textOf(objectOf(predicate.member('policy')).uri),
    result: RESULTS[result as keyof typeof RESULTS] ?? null,
    levels: words(
      predicate.member('verifiedLevels') ??
        predicate.member('verified_levels') ??
        predicate.member('policy_level'),
    ),
    sourceRefs,
    at: timeOf(
      predicate.member('timeVerified') ?? predicate.member('time_verified'),
    ),
  };
}

/** The git refs in a subject's annotations, in either spelling. */
export function sourceRefsOf(subjects: unknown): string[] {
  return objectsOf(subjects)
    .flatMap(({ annotations }) => {
      const { sourceRefs, source_refs } = objectOf(annotations);
      return words(sourceRefs ?? source_refs);
    })
    .slice(0, MOST);
}

/**
 * Reads the source provenance of the SLSA source track's reference
 * implementation, whose fields changed their spelling under the same type.
 */
export function readSourceProvenance(
  predicate: JsonDocument,
): SourceProvenanceContent {
  const either = (snake: string, camel: string) =>
    predicate.member(snake) ?? predicate.member(camel);
  return {
    kind: 'source-provenance',
    repository: parseRepository(either('repo_uri', 'repoUri')) ?? null,
    branch: textOf(predicate.member('branch')),
    previousCommit: parseCommit(either('prev_commit', 'prevCommit')) ?? null,
    activity: textOf(either('activity_type', 'activityType')),
    actor: textOf(predicate.member('actor')),
    at: timeOf(either('created_on', 'createdOn')),
    controls: controlsOf(predicate),
  };
}

/** The earliest statements have an object of properties by their names. */
function controlsOf(
  predicate: JsonDocument,
): SourceProvenanceContent['controls'] {
  const properties = Object.entries(
    objectOf(predicate.member('properties')),
  ).map(([name, value]) => ({ name, ...objectOf(value) }));
  return [...objectsOf(predicate.member('controls')), ...properties]
    .slice(0, MOST)
    .flatMap(({ name, since }: { name?: unknown; since?: unknown }) => {
      const named = textOf(name);
      return named ? [{ name: named, since: timeOf(since) }] : [];
    });
}

function words(value: unknown): string[] {
  return listOf(value)
    .flatMap(entry => textOf(entry) ?? [])
    .slice(0, MOST);
}
