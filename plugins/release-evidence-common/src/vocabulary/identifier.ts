import type { ArtifactName } from './artifactName';
import type { Digest } from './digest';
import { Observation, ownSubjectsOf } from './observation';
import type { Commit, Repository } from './repository';

/**
 * Something that two pieces of evidence can both name, written
 * `<kind>:<value>`. Evidence is found again by the identifiers it names, and a
 * release is what can be reached from its digest over shared identifiers. A tag
 * is none: it names one thing now and another later.
 *
 * @public
 */
export type Identifier = string;

/** How identifiers are written. @public */
export const identifier = {
  digest: (digest: Digest): Identifier => `digest:${digest}`,
  artifact: (name: ArtifactName): Identifier => `artifact:${name}`,
  /** Artifacts that say they were built from a repository. */
  sourceOf: (repository: Repository): Identifier => `source-of:${repository}`,
  commit: (repository: Repository, commit: Commit): Identifier =>
    `commit:${repository}@${commit}`,
  pullRequest: (repository: Repository, number: number): Identifier =>
    `pull:${repository}#${number}`,
  rules: (scope: Repository): Identifier => `rules:${scope}`,
  run: (repository: Repository | null, run: string): Identifier =>
    `run:${repository ?? ''}#${run}`,
  /** Every time that the same document was kept. */
  document: (document: Digest): Identifier => `document:${document}`,
  /** Documents that were uploaded for a component. */
  uploadedFor: (component: string): Identifier => `uploaded-for:${component}`,
  deployment: (id: string): Identifier => `deployment:${id}`,
};

/**
 * Every identifier that an observation names, each once.
 *
 * @public
 */
export function identifiersOf(observation: Observation): Identifier[] {
  return [...new Set(collect(observation))];
}

function collect(observation: Observation): Identifier[] {
  switch (observation.kind) {
    case 'artifact-pushed':
      return [
        identifier.artifact(observation.name),
        identifier.digest(observation.digest),
        ...observation.platforms.map(identifier.digest),
        ...(observation.sourceRepository
          ? [identifier.sourceOf(observation.sourceRepository)]
          : []),
        ...commitOf(observation.sourceRepository, observation.revision),
      ];
    case 'artifact-announced':
      return [identifier.artifact(observation.name)];
    case 'artifact-deleted':
      return digestOf(observation.digest);
    case 'commits-pushed':
      return [
        observation.after,
        ...observation.commits.map(({ commit }) => commit),
      ].flatMap(commit => commitOf(observation.repository, commit));
    case 'pull-request':
      return [
        identifier.pullRequest(observation.repository, observation.number),
        ...commitOf(observation.repository, observation.mergeCommit),
        ...commitOf(observation.repository, observation.head),
      ];
    case 'review':
      return [
        identifier.pullRequest(observation.repository, observation.number),
      ];
    case 'branch-rule':
      return [
        identifier.rules(
          observation.repository ?? observation.organization ?? 'unknown',
        ),
      ];
    case 'protection-switched':
      return [identifier.rules(observation.repository)];
    case 'build-run':
      return [
        identifier.run(observation.repository, observation.run),
        ...commitOf(observation.repository, observation.head),
        ...observation.digests.map(identifier.digest),
      ];
    case 'build-job':
      return [identifier.run(observation.repository, observation.run)];
    case 'deployment':
      return [
        identifier.deployment(observation.deployment),
        ...targetOf(observation),
      ];
    case 'approval':
    case 'check':
      return targetOf(observation);
    case 'document':
      return [
        identifier.document(observation.document),
        ...digestOf(observation.digest),
        ...ownSubjectsOf(observation).map(identifier.digest),
        ...commitOf(observation.repository, observation.commit),
        ...(observation.component
          ? [identifier.uploadedFor(observation.component)]
          : []),
      ];
    default:
      return assertNever(observation);
  }
}

interface Target {
  repository: Repository | null;
  commit: Commit | null;
  digest: Digest | null;
  run: string | null;
}

function targetOf(target: Target): Identifier[] {
  return [
    ...digestOf(target.digest),
    ...commitOf(target.repository, target.commit),
    ...(target.run ? [identifier.run(target.repository, target.run)] : []),
  ];
}

function digestOf(digest: Digest | null): Identifier[] {
  return digest ? [identifier.digest(digest)] : [];
}

function commitOf(
  repository: Repository | null,
  commit: Commit | null,
): Identifier[] {
  return repository && commit ? [identifier.commit(repository, commit)] : [];
}

function assertNever(observation: never): never {
  throw new TypeError(`Unknown observation ${JSON.stringify(observation)}`);
}
