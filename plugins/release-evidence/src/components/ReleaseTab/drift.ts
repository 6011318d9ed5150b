import type {
  ComponentEnvironment,
  Digest,
} from 'backstage-plugin-release-evidence-common';

/** A release that should perhaps run in an environment, and does not. */
export interface Drift {
  kind: 'latest' | 'approved';
  digest: Digest;
  tag: string | null;
}

/** What differs from what runs; empty where nothing runs. */
export function driftOf({
  drift,
  running,
  latest,
  approved,
}: ComponentEnvironment): Drift[] {
  if (!drift || !running) {
    return [];
  }
  const drifts: Drift[] = [];
  if (approved && approved.digest !== running.digest) {
    const tag = approved.digest === latest?.digest ? latest.tag : null;
    drifts.push({ kind: 'approved', digest: approved.digest, tag });
  }
  if (
    latest &&
    latest.digest !== running.digest &&
    latest.digest !== approved?.digest
  ) {
    drifts.push({ kind: 'latest', digest: latest.digest, tag: latest.tag });
  }
  return drifts;
}
