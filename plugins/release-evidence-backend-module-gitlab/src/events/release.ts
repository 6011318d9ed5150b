import type { EventReader } from '../eventReader';

/** A release names a tag and its commit, as the push of the tag did before. */
export const release: EventReader = () =>
  'tag: a release names a tag and its commit, which the push of the tag tells as well, but no digest';
