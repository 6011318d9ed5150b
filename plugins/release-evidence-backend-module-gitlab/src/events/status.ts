import type { RunStatus } from 'backstage-plugin-release-evidence-common';

/** How pipelines and jobs end, in GitHub's words. */
const CONCLUSIONS = new Map([
  ['canceled', 'cancelled'],
  ['failed', 'failure'],
  ['skipped', 'skipped'],
  ['success', 'success'],
]);

const RUNNING = new Set(['running', 'canceling']);

/** GitLab's many words for not yet running (created, manual, …) are one. */
export function progressOf(status: string): {
  status: RunStatus;
  conclusion: string | null;
} {
  const conclusion = CONCLUSIONS.get(status) ?? null;
  if (conclusion) {
    return { status: 'completed', conclusion };
  }
  return { status: RUNNING.has(status) ? 'running' : 'waiting', conclusion };
}
