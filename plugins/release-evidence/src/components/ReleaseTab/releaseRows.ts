import type {
  Page,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import type { RowOrder } from '../../live/loadedRows';
import { mainTag } from '../Digest/releaseName';

/** The loaded part of a list, newest first. */
export type LoadedReleases = Page<ReleaseSummary>;

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

export const RELEASE_ORDER: RowOrder<ReleaseSummary> = {
  keyOf,
  placeOf: ({ recordedAt }) => recordedAt,
};
