import {
  parseCommit,
  parseRepository,
  Person,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';

/** An id as GitLab numbers it; kept as text, numbers lose digits. */
export const id = z.union([z.number(), z.string().min(1)]).transform(String);

export const commitId = z.string().transform((value, context) => {
  const commit = parseCommit(value);
  if (!commit) {
    context.addIssue({ code: 'custom', message: 'no full commit id' });
    return z.NEVER;
  }
  return commit;
});

/** A field that helps when it is there, and is in nobody's way when it is not. */
export const optionalText = z.string().nullish().catch(null);

/** A project, which is GitLab's word for a repository with all around it. */
export interface Project {
  repository: Repository;
  /** Of the GitLab that it is on. */
  host: string;
  id: string | null;
  /** The project's own page. */
  url: string | null;
  defaultBranch: string | null;
  /** Empty for GitLab's default; undefined when the event does not tell. */
  ciConfigPath: string | undefined;
}

export type ProjectSchema = z.ZodType<Project>;

/**
 * Reads a project, or the older `repository` of job events.
 *
 * @param host - where the projects are, whatever host their addresses name
 */
export function projectSchema(host: string | undefined): ProjectSchema {
  return z
    .object({
      id: id.nullish().catch(null),
      web_url: optionalText,
      homepage: optionalText,
      path_with_namespace: optionalText,
      default_branch: optionalText,
      ci_config_path: z.string().nullish(),
    })
    .transform((value, context) => {
      const url = webLink(value.web_url) ?? webLink(value.homepage) ?? null;
      const path =
        value.path_with_namespace ?? (url && new URL(url).pathname.slice(1));
      const repository = host
        ? parseRepository(`${host}/${path}`)
        : parseRepository(url);
      if (!repository) {
        context.addIssue({
          code: 'custom',
          message: host
            ? 'no path of a project'
            : 'no address of a project; a host can be configured',
        });
        return z.NEVER;
      }
      return {
        repository,
        host: repository.split('/')[0],
        id: value.id ?? null,
        url,
        defaultBranch: value.default_branch ?? null,
        ciConfigPath:
          value.ci_config_path === undefined
            ? undefined
            : value.ci_config_path ?? '',
      };
    });
}

/** A page of the project, such as `jobs/17`. */
export function pageOf({ url }: Project, page: string): string | undefined {
  return url ? webLink(`${url}/-/${page}`) : undefined;
}

export const userSchema = z.object({
  id: id.nullish().catch(null),
  username: optionalText,
  name: optionalText,
  email: optionalText,
});

export type User = z.infer<typeof userSchema>;

/** Stands where an address is kept private. */
const REDACTED = '[REDACTED]';

/** Somebody with an account; people are told apart by host and login. */
export function personOn(
  host: string,
  user: User | null | undefined,
): Person | null {
  const person: Person = {
    account: user?.username ? `${host}/${user.username.toLowerCase()}` : null,
    name: user?.name || null,
    email: user?.email && user.email !== REDACTED ? user.email : null,
  };
  return person.account || person.name || person.email ? person : null;
}
