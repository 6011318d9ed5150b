import {
  parseCommit,
  parseInstant,
  Runner,
  RunStatus,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import {
  account,
  commitId,
  id,
  repositorySchema,
  userSchema,
} from '../githubPayload';

const RUN_STATUS: Record<string, RunStatus> = {
  completed: 'completed',
  in_progress: 'running',
};

export const workflowRun = eventReader(
  z.object({
    workflow_run: z.object({
      id,
      run_attempt: z.number().nullish(),
      name: z.string().nullish(),
      path: z.string().nullish(),
      event: z.string().nullish(),
      status: z.string().nullish(),
      conclusion: z.string().nullish(),
      head_sha: commitId,
      head_branch: z.string().nullish(),
      head_repository: repositorySchema.nullish(),
      run_started_at: z.string().nullish(),
      created_at: z.string().nullish(),
      updated_at: z.string().nullish(),
      html_url: z.string().nullish(),
      actor: userSchema.nullish(),
      triggering_actor: userSchema.nullish(),
    }),
    repository: repositorySchema,
  }),
  ({ workflow_run: run, repository }, raw) => {
    const status = RUN_STATUS[run.status ?? ''] ?? 'waiting';
    return [
      {
        kind: 'build-run',
        time: timeOf(run.updated_at, raw),
        link: run.html_url ?? undefined,
        repository: repository.name,
        run: run.id,
        attempt: run.run_attempt ?? 1,
        workflowPath: run.path ?? null,
        workflowName: run.name ?? null,
        event: run.event ?? null,
        status,
        conclusion: run.conclusion ?? null,
        head: run.head_sha,
        headBranch: run.head_branch ?? null,
        headRepository: run.head_repository?.name ?? null,
        startedAt: parseInstant(run.run_started_at ?? run.created_at) ?? null,
        finishedAt:
          status === 'completed' ? parseInstant(run.updated_at) ?? null : null,
        actor: account(repository.name, run.triggering_actor ?? run.actor),
        digests: [],
        variables: [],
      },
    ];
  },
);

const jobSchema = z.object({
  id,
  run_id: id,
  run_attempt: z.number().nullish(),
  name: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_sha: z.string().nullish(),
  html_url: z.string().nullish(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  labels: z.array(z.string()).nullish(),
  runner_id: id.nullish(),
  runner_name: z.string().nullish(),
  runner_group_name: z.string().nullish(),
});

export const workflowJob = eventReader(
  z.object({ workflow_job: jobSchema, repository: repositorySchema }),
  ({ workflow_job: job, repository }, raw) => [
    {
      kind: 'build-job',
      time: timeOf(job.completed_at ?? job.started_at, raw),
      link: job.html_url ?? undefined,
      repository: repository.name,
      run: job.run_id,
      attempt: job.run_attempt ?? 1,
      job: job.id,
      name: job.name,
      status: RUN_STATUS[job.status ?? ''] ?? 'waiting',
      conclusion: job.conclusion ?? null,
      head: parseCommit(job.head_sha) ?? null,
      runner: runnerOf(job),
      startedAt: parseInstant(job.started_at) ?? null,
      finishedAt: parseInstant(job.completed_at) ?? null,
    },
  ],
);

/** The group that GitHub shows for the machines it runs itself. */
const HOSTED_GROUP = 'GitHub Actions';

/** No field of the payload says that a runner is ephemeral. */
function runnerOf(job: z.infer<typeof jobSchema>): Runner | null {
  if (!job.runner_name && !job.runner_group_name) {
    return null;
  }
  return {
    id: job.runner_id ?? null,
    name: job.runner_name || null,
    group: job.runner_group_name || null,
    labels: [...(job.labels ?? [])].sort(),
    hosted: job.runner_group_name
      ? job.runner_group_name === HOSTED_GROUP
      : null,
    ephemeral: null,
  };
}
