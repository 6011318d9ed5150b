import {
  Commit,
  Digest,
  parseCommit,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';

/** What a revision of Flux names. */
export interface Revision {
  commit: Commit | null;
  digest: Digest | null;
  tag: string | null;
}

/**
 * Reads a revision in any of Flux's forms: `main@sha1:<commit>`, before Flux 2
 * `main/<commit>`; of OCI artifacts `1.2.3@sha256:<hex>`; of charts `1.2.3`, or
 * `1.2.3+<first 12 digits of the digest>` when they come from an OCI registry.
 * `sha256` could also name a commit of a repository that Git keeps by SHA-256;
 * Flux does not say, and such repositories are rare.
 */
export function parseRevision(revision: string): Revision {
  const at = revision.lastIndexOf('@');
  const label = at < 0 ? null : revision.slice(0, at);
  const value = at < 0 ? revision : revision.slice(at + 1);
  const digest = parseDigest(value) ?? null;
  if (digest) {
    return { commit: null, digest, tag: tagOf(label) };
  }
  const commit =
    parseCommit(value.replace(/^sha1:/, '')) ??
    parseCommit(value.split('/').pop()) ??
    null;
  return commit
    ? { commit, digest: null, tag: null }
    : { commit: null, digest: null, tag: tagOf(label ?? value) };
}

function tagOf(label: string | null): string | null {
  const version = label?.replace(/\+[0-9a-f]{12}$/, '').replace('+', '_');
  return version && /^[\w][\w.-]{0,127}$/.test(version) ? version : null;
}
