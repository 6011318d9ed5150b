import {
  parseCommit,
  parseRepository,
  Person,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';

/** An id as GitHub numbers it; kept as text, numbers lose digits. */
export const id = z.union([z.number(), z.string()]).transform(String);

export const commitId = z.string().transform((value, context) => {
  const commit = parseCommit(value);
  if (!commit) {
    context.addIssue({ code: 'custom', message: 'no full commit id' });
    return z.NEVER;
  }
  return commit;
});

export const repositorySchema = z
  .object({
    full_name: z.string(),
    html_url: z.string().nullish(),
    default_branch: z.string().nullish(),
  })
  .transform((value, context) => {
    const name =
      parseRepository(value.html_url) ??
      parseRepository(`github.com/${value.full_name}`);
    if (!name) {
      context.addIssue({ code: 'custom', message: 'no repository name' });
      return z.NEVER;
    }
    return { name, defaultBranch: value.default_branch ?? null };
  });

export const userSchema = z.object({ login: z.string() });

/** A forge account; people are told apart by host and login. */
export function account(
  repository: Repository,
  user: { login: string } | null | undefined,
): Person | null {
  return user
    ? {
        account: `${hostOf(repository)}/${user.login.toLowerCase()}`,
        name: null,
        email: null,
      }
    : null;
}

export function hostOf(repository: Repository): string {
  return repository.split('/')[0];
}
