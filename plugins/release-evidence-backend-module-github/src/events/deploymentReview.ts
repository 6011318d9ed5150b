import { parseCommit } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import { account, id, repositorySchema, userSchema } from '../githubPayload';

const jobRunSchema = z.object({ environment: z.string().nullish() });

const schema = z.object({
  action: z.enum(['requested', 'approved', 'rejected']),
  environment: z.string().nullish(),
  comment: z.string().nullish(),
  approver: userSchema.nullish(),
  requestor: userSchema.nullish(),
  workflow_job_run: jobRunSchema.nullish(),
  workflow_job_runs: z.array(jobRunSchema).nullish(),
  workflow_run: z
    .object({
      id,
      head_sha: z.string().nullish(),
      html_url: z.string().nullish(),
      actor: userSchema.nullish(),
      triggering_actor: userSchema.nullish(),
    })
    .nullish(),
  repository: repositorySchema,
});

/**
 * A review of a deployment names a run, not an artifact, and says no time of
 * its own.
 */
export const deploymentReview = eventReader(schema, (payload, raw) => {
  const { repository, workflow_run: run } = payload;
  const environments = [
    payload.environment,
    payload.workflow_job_run?.environment,
    ...(payload.workflow_job_runs ?? []).map(job => job.environment),
  ].flatMap(name => name || []);
  if (environments.length === 0) {
    return 'workflow_job_runs: no environment is named';
  }
  if (!run) {
    return 'workflow_run: missing, so what was reviewed is not known';
  }
  return [...new Set(environments)].map(environment => ({
    kind: 'approval' as const,
    time: timeOf(undefined, raw),
    link: run.html_url ?? undefined,
    environment,
    decision: payload.action,
    channel: 'forge' as const,
    approver: account(repository.name, payload.approver),
    requester: account(
      repository.name,
      payload.requestor ?? run.triggering_actor ?? run.actor,
    ),
    comment: payload.comment || null,
    repository: repository.name,
    commit: parseCommit(run.head_sha) ?? null,
    artifact: null,
    digest: null,
    tag: null,
    run: run.id,
  }));
});
