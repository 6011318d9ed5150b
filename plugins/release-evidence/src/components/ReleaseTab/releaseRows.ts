import type {
  Page,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import { mainTag } from '../Digest/releaseName';

/** The server gives no more in one page. */
const LARGEST_PAGE = 100;

export const PAGE_SIZE = 20;

/** The loaded part of a list, newest first. */
export type LoadedReleases = Page<ReleaseSummary>;

/** How many releases to ask for, so that what is loaded is refreshed. */
export function refreshLimit(loaded: number): number {
  const pages = Math.max(1, Math.ceil(loaded / PAGE_SIZE));
  return Math.min(LARGEST_PAGE, pages * PAGE_SIZE);
}

/**
 * Puts the fresh beginning of a list over what is loaded already. Rows that are
 * older than everything fresh stay, so that the list has no gap however many
 * releases came in between; all others are as the fresh page says.
 */
export function refreshRows(
  loaded: LoadedReleases | undefined,
  fresh: LoadedReleases,
): LoadedReleases {
  if (!loaded || fresh.nextCursor === undefined) {
    return fresh;
  }
  const oldest = fresh.items[fresh.items.length - 1]?.recordedAt;
  const known = new Set(fresh.items.map(keyOf));
  const older = loaded.items.filter(
    release =>
      !known.has(keyOf(release)) &&
      oldest !== undefined &&
      release.recordedAt <= oldest,
  );
  return older.length > 0
    ? withCursor([...fresh.items, ...older], loaded.nextCursor)
    : fresh;
}

/** Adds an older page to the end of what is loaded. */
export function appendRows(
  loaded: LoadedReleases,
  older: LoadedReleases,
): LoadedReleases {
  const known = new Set(loaded.items.map(keyOf));
  return withCursor(
    [
      ...loaded.items,
      ...older.items.filter(release => !known.has(keyOf(release))),
    ],
    older.nextCursor,
  );
}

function withCursor(
  items: ReleaseSummary[],
  nextCursor: string | undefined,
): LoadedReleases {
  return nextCursor === undefined ? { items } : { items, nextCursor };
}

/** Tells rows apart; a digest may belong to several components. */
export function keyOf({ component, digest }: ReleaseSummary): string {
  return `${component} ${digest}`;
}

/** Whether a row holds a text in its tags, digest, commit or title. */
export function mentions(release: ReleaseSummary, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase();
  return [
    mainTag(release.tags),
    ...release.tags.map(({ name }) => name),
    release.digest,
    release.source?.commit,
    release.title,
  ].some(value => value?.toLocaleLowerCase().includes(wanted));
}
