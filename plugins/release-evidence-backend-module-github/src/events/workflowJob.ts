import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  parseCommit,
  parseInstant,
  Runner,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { id, optionalText, repositorySchema } from '../githubPayload';
import { runStatus } from './runStatus';

const jobSchema = z.object({
  id,
  run_id: id,
  run_attempt: z.number().nullish(),
  name: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_sha: z.string().nullish(),
  html_url: optionalText,
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  created_at: z.string().nullish(),
  labels: z.array(z.string()).nullish(),
  runner_id: id.nullish(),
  runner_name: z.string().nullish(),
  runner_group_name: z.string().nullish(),
});

export const workflowJob = eventReader(
  z.object({ workflow_job: jobSchema, repository: repositorySchema }),
  ({ workflow_job: job, repository }, timeOf) => {
    const status = runStatus(job.status);
    return [
      {
        kind: 'build-job',
        time: timeOf(job.completed_at ?? job.started_at ?? job.created_at),
        link: webLink(job.html_url),
        repository: repository.name,
        run: job.run_id,
        attempt: job.run_attempt ?? 1,
        job: job.id,
        name: job.name,
        status,
        conclusion: job.conclusion ?? null,
        head: parseCommit(job.head_sha) ?? null,
        runner: runnerOf(job),
        // A job that waits says when it was queued instead.
        startedAt:
          (status !== 'waiting' && parseInstant(job.started_at)) || null,
        finishedAt: parseInstant(job.completed_at) ?? null,
      },
    ];
  },
);

/** No field of the payload says that a runner is ephemeral. */
function runnerOf(job: z.infer<typeof jobSchema>): Runner | null {
  if (!job.runner_name && !job.runner_group_name) {
    return null;
  }
  const labels = [...(job.labels ?? [])].sort();
  return {
    id: job.runner_id ?? null,
    name: job.runner_name || null,
    group: job.runner_group_name || null,
    labels,
    hosted: isHosted(job.runner_group_name, labels),
    ephemeral: null,
  };
}

/** The group that GitHub shows for the machines it runs itself. */
const HOSTED_GROUP = 'GitHub Actions';

/**
 * Another group may be of the customer's machines or of GitHub's larger ones;
 * only the label tells, and a job need not ask for it.
 */
function isHosted(
  group: string | null | undefined,
  labels: string[],
): boolean | null {
  if (labels.includes('self-hosted')) {
    return false;
  }
  return group === HOSTED_GROUP ? true : null;
}
