import type { RunStatus } from 'backstage-plugin-release-evidence-common';

/** GitHub's many words for not yet running (queued, pending, …) are one. */
export function runStatus(status: string | null | undefined): RunStatus {
  switch (status) {
    case 'completed':
      return 'completed';
    case 'in_progress':
      return 'running';
    default:
      return 'waiting';
  }
}
