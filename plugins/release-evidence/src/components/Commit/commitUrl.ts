/**
 * Where a forge shows a commit; undefined for a forge whose addresses we do not
 * know. Self-hosted ones are told by the usual beginning of their names.
 */
export function commitUrl({
  repository,
  commit,
}: {
  repository: string;
  commit: string;
}): string | undefined {
  const [host] = repository.split('/');
  if (host.startsWith('github.')) {
    return `https://${repository}/commit/${commit}`;
  }
  if (host.startsWith('gitlab.')) {
    return `https://${repository}/-/commit/${commit}`;
  }
  return undefined;
}
