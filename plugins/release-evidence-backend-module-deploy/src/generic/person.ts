import type { Person } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { name } from './fields';

const EMAIL = /^[^\s@/]+@[^\s@/]+$/;
const ENTITY = /^user:([\w.-]+\/)?([\w.-]+)$/i;
const ACCOUNT = /^[\w-]+(\.[\w-]+)*(:\d+)?\/\S+$/;

const details = z
  .object({
    account: name
      .regex(new RegExp(`${ENTITY.source}|${ACCOUNT.source}`, 'i'), {
        error: 'no account; write github.com/mira or user:default/mira',
      })
      .nullish(),
    name: name.nullish(),
    email: name
      .regex(EMAIL, { error: 'no e-mail address; write mira@acme.test' })
      .nullish(),
  })
  .refine(value => value.account || value.name || value.email, {
    error: 'names nobody; write account, name or email',
  });

export const person = z.union([name, details]);

/**
 * Somebody as a sender names them: an e-mail address, a user of the catalog, an
 * account with its host, or only a login. People are told apart by host and
 * login, so a login alone needs a host from somewhere.
 */
export function toPerson(
  given: z.infer<typeof person>,
  host: string | null,
): Person {
  if (typeof given !== 'string') {
    return {
      account: given.account ? accountOf(given.account) ?? null : null,
      name: given.name ?? null,
      email: given.email ?? null,
    };
  }
  if (EMAIL.test(given)) {
    return { account: null, name: null, email: given };
  }
  const account =
    accountOf(given) ??
    (host && /^\S+$/.test(given) ? `${host}/${given}`.toLowerCase() : null);
  return { account, name: account ? null : given, email: null };
}

function accountOf(text: string): string | undefined {
  const entity = ENTITY.exec(text);
  if (entity) {
    return `user:${entity[1] ?? 'default/'}${entity[2]}`.toLowerCase();
  }
  return ACCOUNT.test(text) ? text.toLowerCase() : undefined;
}
