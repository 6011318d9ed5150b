import type { Commit, Repository } from './repository';
import type { Instant } from './time';

/** Something that a build used, as provenance names it. @public */
export interface BuildMaterial {
  uri: string | null;
  commit: Commit | null;
}

/** What build provenance says (SLSA provenance v0.2, v1). @public */
export interface ProvenanceContent {
  kind: 'provenance';
  version: '0.1' | '0.2' | '1';
  /** `builder.id`; null when it is empty. */
  builder: string | null;
  buildType: string | null;
  /** The source that was built. */
  repository: Repository | null;
  commit: Commit | null;
  ref: string | null;
  /** The definition of the build inside a repository. */
  workflow: {
    repository: Repository | null;
    path: string | null;
    ref: string | null;
  } | null;
  event: string | null;
  runnerEnvironment: string | null;
  /** The run, as the builder names it. */
  invocation: string | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  materials: BuildMaterial[];
}

/**
 * A verifier's summary (SLSA VSA v1): of a build for an artifact, or of the
 * source track for a commit.
 *
 * @public
 */
export interface SummaryContent {
  kind: 'verification-summary';
  verifier: string | null;
  resource: string | null;
  policy: string | null;
  result: 'passed' | 'failed' | null;
  /** `SLSA_BUILD_LEVEL_3`, `SLSA_SOURCE_LEVEL_2`, `ORG_SOURCE_…`, as written. */
  levels: string[];
  /** The git refs that a source summary speaks for. */
  sourceRefs: string[];
  at: Instant | null;
}

/** What a source control system says of a commit (SLSA source track). @public */
export interface SourceProvenanceContent {
  kind: 'source-provenance';
  repository: Repository | null;
  branch: string | null;
  previousCommit: Commit | null;
  activity: string | null;
  actor: string | null;
  at: Instant | null;
  /** Controls in force, each with the moment since when. */
  controls: { name: string; since: Instant | null }[];
}

/** Attributes that somebody asserts (in-toto SCAI), a release (in-toto release). @public */
export interface AssertionContent {
  kind: 'assertion';
  attributes: string[];
  purl: string | null;
}
