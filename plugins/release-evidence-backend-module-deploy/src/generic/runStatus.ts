import type { RunStatus } from 'backstage-plugin-release-evidence-common';

interface Ending {
  status: RunStatus;
  conclusion: string | null;
}

const completed = (conclusion: string): Ending => ({
  status: 'completed',
  conclusion,
});

const WAITING: Ending = { status: 'waiting', conclusion: null };
const RUNNING: Ending = { status: 'running', conclusion: null };

/** GitHub's words for how a run stands or ended, and the plain ones beside them. */
export const RUN_STATUS = {
  queued: WAITING,
  waiting: WAITING,
  pending: WAITING,
  running: RUNNING,
  started: RUNNING,
  in_progress: RUNNING,
  success: completed('success'),
  succeeded: completed('success'),
  passed: completed('success'),
  failure: completed('failure'),
  failed: completed('failure'),
  error: completed('failure'),
  cancelled: completed('cancelled'),
  canceled: completed('cancelled'),
  timed_out: completed('timed_out'),
  skipped: completed('skipped'),
  neutral: completed('neutral'),
  action_required: completed('action_required'),
  startup_failure: completed('startup_failure'),
  stale: completed('stale'),
} as const;
