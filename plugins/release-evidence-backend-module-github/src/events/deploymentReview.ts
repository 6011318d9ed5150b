import { webLink } from 'backstage-plugin-release-evidence-node';
import { parseCommit } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  id,
  optionalText,
  repositorySchema,
  userSchema,
} from '../githubPayload';

const jobRunSchema = z.object({ environment: z.string().nullish() });

const schema = z.object({
  action: z.enum(['requested', 'approved', 'rejected']),
  environment: z.string().nullish(),
  comment: optionalText,
  approver: userSchema.nullish(),
  requestor: userSchema.nullish(),
  workflow_job_run: jobRunSchema.nullish(),
  workflow_job_runs: z.array(jobRunSchema).nullish(),
  workflow_run: z
    .object({
      id,
      head_sha: z.string().nullish(),
      html_url: optionalText,
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
export const deploymentReview = eventReader(schema, (payload, timeOf) => {
  const { repository, workflow_run: run } = payload;
  const environments = [
    payload.environment,
    payload.workflow_job_run?.environment,
    ...(payload.workflow_job_runs ?? []).map(job => job.environment),
  ].flatMap(name => name || []);
  if (environments.length === 0) {
    return 'environment: missing, and no job of workflow_job_runs names one';
  }
  if (!run) {
    return 'workflow_run: missing, so what was reviewed is not known';
  }
  return [...new Set(environments)].map(environment => ({
    kind: 'approval' as const,
    time: timeOf(),
    link: webLink(run.html_url),
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
