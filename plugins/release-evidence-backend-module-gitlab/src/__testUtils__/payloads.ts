import { replacedAt } from 'backstage-plugin-release-evidence-node/testUtils';

/** Small payloads with just the fields that are read, in GitLab's names. */

export const COMMIT = 'a'.repeat(40);
export const OTHER_COMMIT = 'b'.repeat(40);

export const project = {
  id: 30,
  name: 'Payments',
  web_url: 'https://gitlab.com/Acme/Shop/Payments',
  path_with_namespace: 'Acme/Shop/Payments',
  default_branch: 'main',
  ci_config_path: '',
};

export const REPOSITORY = 'gitlab.com/acme/shop/payments';

export const user = (username: string, id: number) => ({
  id,
  username,
  name: `${username} of Acme`,
  email: '[REDACTED]',
});

export const person = (username: string) => ({
  account: `gitlab.com/${username}`,
  name: `${username} of Acme`,
  email: null,
});

export const NOBODY = { account: null, name: null, email: null };

/** A copy with one field set, given with dots; `undefined` takes it away. */
export const withField = (payload: object, path: string, value: unknown) =>
  replacedAt(payload, path.split('.'), value) as Record<string, unknown>;

/** Fields without which an event is of no use, each with what it must not be. */
export function brokenFields(required: Record<string, unknown[]>) {
  return Object.entries(required).flatMap(([path, wrong]) =>
    [undefined, null, ...wrong].map(
      value =>
        [
          path,
          value === undefined ? 'missing' : JSON.stringify(value),
          value,
        ] as const,
    ),
  );
}

/** Fields that an event can do without, as nothing and as null. */
export function absentFields(paths: string[]) {
  return paths.flatMap(path =>
    [undefined, null].map(value => [path, String(value), value] as const),
  );
}
