import {
  BuildMaterial,
  parseRepository,
  ProvenanceContent,
} from 'backstage-plugin-release-evidence-common';
import type { JsonDocument } from '../../json/jsonDocument';
import { commitOf } from '../../subjects';
import { objectOf, objectsOf, textOf, timeOf, wordOf } from '../../values';

const MOST_MATERIALS = 100;

type JsonObject = { [name: string]: unknown };

const BLANK: Omit<ProvenanceContent, 'version'> = {
  kind: 'provenance',
  builder: null,
  buildType: null,
  repository: null,
  commit: null,
  ref: null,
  workflow: null,
  event: null,
  runnerEnvironment: null,
  invocation: null,
  startedAt: null,
  finishedAt: null,
  materials: [],
};

/**
 * Reads SLSA provenance v0.1 and v0.2, which share their shape but for the names
 * of the part that says how the build was started.
 */
export function readEarlyProvenance(
  predicate: JsonDocument,
  version: '0.1' | '0.2',
): ProvenanceContent {
  const metadata = objectOf(predicate.member('metadata'));
  const invocation = objectOf(
    predicate.member(version === '0.1' ? 'recipe' : 'invocation'),
  );
  const materials = materialsOf(predicate.member('materials'));
  const environment = objectOf(invocation.environment);
  const configSource = objectOf(invocation.configSource);
  const uri = textOf(configSource.uri) ?? materials[0]?.uri ?? null;
  const source = sourceAt(uri);
  return {
    ...BLANK,
    version,
    builder: textOf(objectOf(predicate.member('builder')).id),
    buildType: textOf(
      version === '0.1' ? invocation.type : predicate.member('buildType'),
    ),
    ...source,
    ref: source.ref ?? textOf(environment.github_ref),
    commit:
      commitOf(objectOf(configSource.digest)) ??
      materials.find(
        material => sourceAt(material.uri).repository === source.repository,
      )?.commit ??
      null,
    workflow: workflowOf({
      ...configSource,
      path: configSource.entryPoint ?? invocation.entryPoint,
      repository: source.repository,
      ref: source.ref,
    }),
    event: textOf(environment.github_event_name),
    invocation:
      textOf(metadata.buildInvocationId) ?? textOf(metadata.buildInvocationID),
    startedAt: timeOf(metadata.buildStartedOn),
    finishedAt: timeOf(metadata.buildFinishedOn),
    materials,
  };
}

/** Reads SLSA provenance v1, which all of 1.0 to 1.2 write. */
export function readProvenance(predicate: JsonDocument): ProvenanceContent {
  const definition = objectOf(predicate.member('buildDefinition'));
  const details = objectOf(predicate.member('runDetails'));
  const metadata = objectOf(details.metadata);
  const external = objectOf(definition.externalParameters);
  const internal = objectOf(definition.internalParameters);
  const github = objectOf(internal.github);
  const workflow = objectOf(external.workflow);
  const dependencies = materialsOf(definition.resolvedDependencies);
  const uri =
    textOf(workflow.repository) ??
    textOf(objectOf(external.source).uri) ??
    textOf(external.source) ??
    dependencies.find(({ commit }) => commit !== null)?.uri ??
    null;
  const source = sourceAt(uri);
  const resolved = dependencies.find(
    material => sourceAt(material.uri).repository === source.repository,
  );
  return {
    ...BLANK,
    version: '1',
    builder: textOf(objectOf(details.builder).id),
    buildType: textOf(definition.buildType),
    repository: source.repository,
    ref:
      textOf(workflow.ref) ??
      source.ref ??
      sourceAt(resolved?.uri ?? null).ref ??
      textOf(internal.GITHUB_REF),
    commit:
      resolved?.commit ??
      commitOf(objectOf(objectOf(external.source).digest)) ??
      commitOf({ gitCommit: internal.GITHUB_SHA }),
    workflow: workflowOf(
      Object.keys(workflow).length > 0 ? workflow : namedInVariables(internal),
    ),
    event: textOf(github.event_name) ?? textOf(internal.GITHUB_EVENT_NAME),
    runnerEnvironment: textOf(github.runner_environment),
    invocation: textOf(metadata.invocationId) ?? textOf(metadata.invocationID),
    startedAt: timeOf(metadata.startedOn),
    finishedAt: timeOf(metadata.finishedOn),
    materials: dependencies,
  };
}

/** `owner/repo/.github/workflows/x.yml@refs/heads/main`, as runs know it. */
function namedInVariables(internal: JsonObject): JsonObject {
  const [where, ref] = wordOf(internal.GITHUB_WORKFLOW_REF).split('@');
  const [owner, repository, ...path] = where.split('/');
  return path.length > 0
    ? {
        repository: `https://github.com/${owner}/${repository}`,
        path: path.join('/'),
        ref,
      }
    : {};
}

function workflowOf({
  repository,
  path,
  ref,
}: JsonObject): ProvenanceContent['workflow'] {
  const name = textOf(path);
  return name === null
    ? null
    : {
        repository: parseRepository(repository) ?? null,
        path: name,
        ref: textOf(ref),
      };
}

/** A git address with its ref, as `git+https://host/owner/repo@refs/heads/main`. */
function sourceAt(uri: string | null) {
  const repository = (uri && parseRepository(uri)) || null;
  const at = uri?.lastIndexOf('@') ?? -1;
  const ref = uri && at > uri.indexOf('://') + 3 ? uri.slice(at + 1) : null;
  return { repository, ref: ref && ref.startsWith('refs/') ? ref : null };
}

function materialsOf(listed: unknown): BuildMaterial[] {
  return objectsOf(listed)
    .slice(0, MOST_MATERIALS)
    .map(({ uri, digest }) => ({
      uri: textOf(uri),
      commit: commitOf(objectOf(digest)),
    }));
}
