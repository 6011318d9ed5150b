import type {
  BuildJobSeen,
  BuildRunSeen,
  CheckSeen,
} from 'backstage-plugin-release-evidence-common';

/* What a sender does not tell is null, and stands here once for all of them. */

export const untoldRun = {
  repository: null,
  attempt: 1,
  workflowPath: null,
  workflowName: null,
  event: null,
  conclusion: null,
  head: null,
  headBranch: null,
  headRepository: null,
  startedAt: null,
  finishedAt: null,
  actor: null,
  digests: [],
  variables: [],
} satisfies Partial<BuildRunSeen>;

export const untoldJob = {
  repository: null,
  attempt: 1,
  conclusion: null,
  head: null,
  runner: null,
  startedAt: null,
  finishedAt: null,
} satisfies Partial<BuildJobSeen>;

/** What a deployment, an approval or a check is about. */
export const untoldTarget = {
  repository: null,
  commit: null,
  artifact: null,
  digest: null,
  tag: null,
  run: null,
} satisfies Partial<CheckSeen>;
