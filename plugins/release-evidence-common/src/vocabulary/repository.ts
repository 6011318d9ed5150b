/**
 * A source repository as `<host>/<path>`, lower case, without scheme or
 * `.git`: `github.com/acme/payments`. Forges compare paths without regard to
 * case, and so do we.
 *
 * @public
 */
export type Repository = string;

/**
 * Reads a repository from any of the forms that forges, labels and
 * attestations use: `https://github.com/o/r(.git)`, `git+https://…@refs/…`,
 * `git@github.com:o/r.git`, `ssh://git@host/o/r`, `github.com/o/r`.
 *
 * @public
 */
export function parseRepository(value: unknown): Repository | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const bare = value
    .trim()
    .replace(/^git\+/, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^@/]+@(?=[^/]+[:/])/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .split(/[?#@]/)[0]
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
  return /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._~-]+){2,}$/.test(bare)
    ? bare
    : undefined;
}

/**
 * A git commit id: 40 (SHA-1) or 64 (SHA-256) hex digits, lower case.
 *
 * @public
 */
export type Commit = string;

/**
 * Reads a full commit id; abbreviated ids and git's all-zero id are none.
 *
 * @public
 */
export function parseCommit(value: unknown): Commit | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const commit = value.toLowerCase();
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) && !/^0+$/.test(commit)
    ? commit
    : undefined;
}
