import { ANNOTATION_SOURCE_LOCATION, Entity } from '@backstage/catalog-model';
import { globToRegExp } from './vocabulary/branchRule';
import { normalizeArtifactName } from './vocabulary/artifactName';
import { parseRepository, Repository } from './vocabulary/repository';
import type { ComponentFacts, ExpectedWorkflow } from './vocabulary/release';

/** Comma-separated artifact names of a component. @public */
export const ARTIFACTS_ANNOTATION = 'release-evidence.io/artifacts';

/** The expected build definition, `<repository>/<path>[@<ref pattern>]`. @public */
export const WORKFLOW_ANNOTATION = 'release-evidence.io/workflow';

const SLUG_ANNOTATIONS: Record<string, string> = {
  'github.com/project-slug': 'github.com',
  'gitlab.com/project-slug': 'gitlab.com',
};

/** Whether the Release Evidence tab has something to go by. @public */
export function hasReleaseEvidence(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return [ARTIFACTS_ANNOTATION, ...Object.keys(SLUG_ANNOTATIONS)].some(name =>
    annotations[name]?.trim(),
  );
}

/**
 * Reads what the annotations of a component say. Names that are no artifact
 * names are left out.
 *
 * @public
 */
export function readComponentAnnotations(
  ref: string,
  annotations: Record<string, string>,
): ComponentFacts {
  const artifacts = (annotations[ARTIFACTS_ANNOTATION] ?? '')
    .split(',')
    .flatMap(name => normalizeArtifactName(name) ?? []);
  const repositories = Object.entries(SLUG_ANNOTATIONS).flatMap(
    ([annotation, host]) => {
      const slug = annotations[annotation]?.trim();
      return (
        (slug &&
          (ownHost(slug, annotations) ?? parseRepository(`${host}/${slug}`))) ||
        []
      );
    },
  );
  return {
    ref,
    repositories: [...new Set(repositories)].sort(),
    artifacts: [...new Set(artifacts)].sort(),
    workflow: parseExpectedWorkflow(annotations[WORKFLOW_ANNOTATION]),
  };
}

/**
 * A slug does not say on which host the repository is. Where the component's
 * source location names the same repository on another host, a company's own
 * forge, that is where.
 */
function ownHost(
  slug: string,
  annotations: Record<string, string>,
): Repository | undefined {
  const location = (annotations[ANNOTATION_SOURCE_LOCATION] ?? '').replace(
    /^url:/,
    '',
  );
  const [host, ...path] = location.replace(/^https?:\/\//, '').split('/');
  const steps = slug.split('/').length;
  return path.slice(0, steps).join('/').toLowerCase() === slug.toLowerCase()
    ? parseRepository(`${host}/${slug}`)
    : undefined;
}

/**
 * Reads `<host>/<owner>/<repository>/<path>[@<ref pattern>]`; null when the
 * text is empty or not of that form. Where groups nest, as in GitLab, `//`
 * parts the repository from the path, as GitLab's own identities write it.
 *
 * @public
 */
export function parseExpectedWorkflow(
  text: string | undefined,
): ExpectedWorkflow | null {
  const [location, ref] = (text ?? '').trim().split('@', 2);
  const bare = location.replace(/^https?:\/\//, '');
  const [nested, pathInNested] = bare.split('//', 2);
  const steps = bare.split('/');
  const [repository, path] =
    pathInNested === undefined
      ? [parseRepository(steps.slice(0, 3).join('/')), steps.slice(3).join('/')]
      : [parseRepository(nested), pathInNested];
  return repository && path ? { repository, path, ref: ref || null } : null;
}

/** Whether a run's build definition is the expected one. @public */
export function isExpectedWorkflow(
  expected: ExpectedWorkflow,
  actual: { repository: string; path: string | null; ref: string | null },
): boolean {
  return (
    actual.repository === expected.repository &&
    actual.path?.split('@')[0] === expected.path &&
    (expected.ref === null ||
      actual.ref === null ||
      globToRegExp(expected.ref).test(actual.ref))
  );
}
