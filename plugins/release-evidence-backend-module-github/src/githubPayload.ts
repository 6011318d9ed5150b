import {
  parseCommit,
  parseRepository,
  Person,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';

const PUBLIC_HOST = 'github.com';

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

/** A field that helps when it is there, and is in nobody's way when it is not. */
export const optionalText = z.string().nullish().catch(null);

export const repositorySchema = z
  .object({
    full_name: z.string(),
    html_url: optionalText,
    default_branch: optionalText,
    pushed_at: z.union([z.number(), z.string()]).nullish().catch(null),
  })
  .transform((value, context) => {
    const name =
      parseRepository(value.html_url) ??
      parseRepository(`${PUBLIC_HOST}/${value.full_name}`);
    if (!name) {
      context.addIssue({ code: 'custom', message: 'no repository name' });
      return z.NEVER;
    }
    return {
      name,
      defaultBranch: value.default_branch ?? null,
      pushedAt: value.pushed_at ?? null,
    };
  });

export const userSchema = z.object({ login: z.string().min(1) });

/** A forge account; people are told apart by host and login. */
export function account(
  repository: Repository,
  user: { login: string } | null | undefined,
): Person | null {
  return accountOn(hostOf(repository), user);
}

export function accountOn(
  host: string,
  user: { login: string } | null | undefined,
): Person | null {
  return user
    ? {
        account: `${host}/${user.login.toLowerCase()}`,
        name: null,
        email: null,
      }
    : null;
}

export function hostOf(repository: Repository): string {
  return repository.split('/')[0];
}

/**
 * The host of the GitHub that sent the event, for events that name no
 * repository: everybody's own page is on it.
 */
export const senderHost = z
  .object({ html_url: z.url() })
  .transform(({ html_url }) => new URL(html_url).host.toLowerCase())
  .catch(PUBLIC_HOST);
