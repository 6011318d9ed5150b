import {
  Digest,
  ReleaseTag,
  shortDigest,
} from 'backstage-plugin-release-evidence-common';

/**
 * The tag to call a release by: one that points at it now and looks like a
 * version, else any that points at it now, else the last that did.
 */
export function mainTag(tags: ReleaseTag[]): string | null {
  const current = tags.filter(({ to }) => to === null);
  const named =
    current.find(({ name }) => /\d/.test(name)) ??
    current[0] ??
    tags[tags.length - 1];
  return named?.name ?? null;
}

/** The other tags that point at a release now. */
export function otherTags(tags: ReleaseTag[]): string[] {
  const main = mainTag(tags);
  return tags
    .filter(({ name, to }) => to === null && name !== main)
    .map(({ name }) => name);
}

/** How a release is called in a sentence. */
export function releaseName(release: {
  tag: string | null;
  digest: Digest;
}): string {
  return release.tag ?? shortDigest(release.digest);
}
