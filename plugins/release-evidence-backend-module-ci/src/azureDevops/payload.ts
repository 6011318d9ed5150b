import {
  Commit,
  parseCommit,
  parseRepository,
  Person,
  Repository,
  RunStatus,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { id, optionalText } from '../fields';

const containerSchema = z.object({ id: optionalText }).nullish().catch(null);

/** The collection (an organization, on the service) that numbers the builds. */
export const containersSchema = z
  .object({ collection: containerSchema, account: containerSchema })
  .nullish()
  .catch(null);

/** Builds are numbered in their collection, and all events call it by one id. */
export function runId(
  containers: z.infer<typeof containersSchema>,
  build: string,
): string {
  const { collection, account } = containers ?? {};
  return [collection?.id || account?.id, build]
    .filter(Boolean)
    .join('/')
    .toLowerCase();
}

export const linksSchema = z
  .object({ web: z.object({ href: optionalText }).nullish().catch(null) })
  .nullish()
  .catch(null);

export function linkIn(links: z.infer<typeof linksSchema>): string | undefined {
  return webLink(links?.web?.href);
}

const CONCLUSIONS = new Map([
  ['succeeded', 'success'],
  ['partiallysucceeded', 'neutral'],
  ['failed', 'failure'],
  ['rejected', 'failure'],
  ['abandoned', 'cancelled'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['stopped', 'cancelled'],
  ['skipped', 'skipped'],
]);

/** A result in GitHub's words; one that is not known is surely no success. */
export function conclusionOf(result: string | null | undefined): string | null {
  return result ? CONCLUSIONS.get(result.toLowerCase()) ?? 'failure' : null;
}

export function statusOf(state: string): RunStatus {
  switch (state.toLowerCase()) {
    case 'completed':
      return 'completed';
    case 'inprogress':
    case 'running':
    case 'canceling':
      return 'running';
    default:
      return 'waiting';
  }
}

export const identitySchema = z
  .object({ displayName: optionalText, uniqueName: optionalText })
  .nullish()
  .catch(null);

/** The unique name is an e-mail address on the service, an account elsewhere. */
export function personOf(
  identity: z.infer<typeof identitySchema>,
): Person | null {
  const name = identity?.displayName || null;
  const unique = identity?.uniqueName || null;
  if (unique?.includes('@')) {
    return { account: null, name, email: unique.split('\\').pop()! };
  }
  return name || unique
    ? { account: null, name: name ?? unique, email: null }
    : null;
}

/** GitHub's repositories come under the address of its API. */
export function repositoryAt(url: unknown): Repository | null {
  return typeof url === 'string'
    ? parseRepository(
        url.replace(
          /^https:\/\/api\.github\.com\/repos\//,
          'https://github.com/',
        ),
      ) ?? null
    : null;
}

export const repositoriesSchema = z
  .array(
    z.object({
      url: optionalText,
      change: z.object({ version: optionalText }).nullish().catch(null),
    }),
  )
  .nullish()
  .catch(null);

/** What a run names as its own repository, by full name or by a guid. */
const selfSchema = z
  .object({
    repositories: z.object({
      self: z.object({
        refName: optionalText,
        version: optionalText,
        repository: z
          .object({ fullName: optionalText, type: optionalText })
          .nullish()
          .catch(null),
      }),
    }),
  })
  .nullish()
  .catch(null);

export const runSchema = z.object({
  id: id.optional(),
  name: optionalText,
  url: optionalText,
  state: z.string(),
  result: optionalText,
  createdDate: optionalText,
  finishedDate: optionalText,
  pipeline: z.object({ name: optionalText }).nullish().catch(null),
  resources: selfSchema,
  _links: linksSchema,
});

export type Run = z.infer<typeof runSchema>;

/** The number of a run, which some events have in its address alone. */
export function buildOf(run: Pick<Run, 'id' | 'url' | '_links'>) {
  return (
    run.id ??
    /\/runs\/(\d+)$/i.exec(run.url ?? '')?.[1] ??
    /[?&]buildId=(\d+)/i.exec(run._links?.web?.href ?? '')?.[1]
  );
}

/**
 * What a run built. A list of several repositories does not say which of them
 * holds the pipeline.
 */
export function sourceOf(
  run: Pick<Run, 'resources'> | null | undefined,
  repositories: z.infer<typeof repositoriesSchema>,
): {
  repository: Repository | null;
  head: Commit | null;
  branch: string | null;
} {
  const self = run?.resources?.repositories.self;
  const only = repositories?.length === 1 ? repositories[0] : undefined;
  const fullName = self?.repository?.fullName;
  return {
    repository:
      repositoryAt(only?.url) ??
      (fullName && self?.repository?.type?.toLowerCase() === 'github'
        ? parseRepository(`github.com/${fullName}`) ?? null
        : null),
    head:
      parseCommit(self?.version) ?? parseCommit(only?.change?.version) ?? null,
    branch: branchOf(self?.refName),
  };
}

export function branchOf(ref: string | null | undefined): string | null {
  return ref?.replace(/^refs\/heads\//, '') || null;
}
