import { webLink } from 'backstage-plugin-release-evidence-node';
import type { Person } from 'backstage-plugin-release-evidence-common';

/**
 * Somebody as a deployer knows them: by an e-mail address where it gets its users
 * from elsewhere, else by a login of its own, which its address makes unique.
 */
export function initiator(
  name: string | null | undefined,
  deployerUrl: string | null | undefined,
): Person | null {
  if (!name || /^\[?anonymous\]?$/i.test(name)) {
    return null;
  }
  if (name.includes('@')) {
    return { account: null, name: null, email: name };
  }
  const url = webLink(deployerUrl);
  const account = url ? `${new URL(url).host}/${name}`.toLowerCase() : null;
  return { account, name, email: null };
}
