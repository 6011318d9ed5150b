import { replacedAt } from 'backstage-plugin-release-evidence-node/testUtils';

/** Small payloads with just the fields that are read, in GitHub's names. */

export const COMMIT = 'a'.repeat(40);
export const OTHER_COMMIT = 'b'.repeat(40);
export const DIGEST = `sha256:${'c'.repeat(64)}`;
export const OTHER_DIGEST = `sha256:${'d'.repeat(64)}`;
/** What GitHub's own examples have where a digest belongs. */
export const SHORT_DIGEST = `sha256:${'6'.repeat(40)}`;

export const repository = {
  full_name: 'Acme/Payments',
  html_url: 'https://github.com/Acme/Payments',
  default_branch: 'main',
};

export const user = (login: string) => ({
  login,
  html_url: `https://github.com/${login}`,
});

export const person = (login: string) => ({
  account: `github.com/${login}`,
  name: null,
  email: null,
});

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
