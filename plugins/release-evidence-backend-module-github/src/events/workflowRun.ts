import { webLink } from 'backstage-plugin-release-evidence-node';
import { parseInstant } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  commitId,
  id,
  optionalText,
  repositorySchema,
  userSchema,
} from '../githubPayload';
import { runStatus } from './runStatus';

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
      html_url: optionalText,
      actor: userSchema.nullish(),
      triggering_actor: userSchema.nullish(),
    }),
    repository: repositorySchema,
  }),
  ({ workflow_run: run, repository }, timeOf) => {
    const status = runStatus(run.status);
    return [
      {
        kind: 'build-run',
        time: timeOf(run.updated_at),
        link: webLink(run.html_url),
        repository: repository.name,
        run: run.id,
        attempt: run.run_attempt ?? 1,
        workflowPath: definitionPath(run.path),
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

/** The path may come with the ref that it was taken from: `<path>@<ref>`. */
function definitionPath(path: string | null | undefined): string | null {
  return path?.split('@')[0] || null;
}
