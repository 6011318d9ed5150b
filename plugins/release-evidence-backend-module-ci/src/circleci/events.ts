import {
  BuildRunSeen,
  parseCommit,
  parseInstant,
  parseRepository,
  Person,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { EventReader, eventReader } from '../eventReader';
import { id, optionalText } from '../fields';
import { untoldJob, untoldRun } from '../untold';

const triggerSchema = z
  .object({
    repo_url: optionalText,
    web_url: optionalText,
    checkout_sha: optionalText,
    commit_sha: optionalText,
    branch: optionalText,
    user_username: optionalText,
  })
  .nullish()
  .catch(null);

const pipelineSchema = z.object({
  trigger: z.object({ type: optionalText }).nullish().catch(null),
  /** Of projects that are connected by OAuth, to GitHub or Bitbucket. */
  vcs: z
    .object({
      origin_repository_url: optionalText,
      target_repository_url: optionalText,
      revision: optionalText,
      branch: optionalText,
    })
    .nullish()
    .catch(null),
  /** Of projects that are connected by an app, and of GitLab. */
  trigger_parameters: z
    .object({
      git: triggerSchema,
      github_app: triggerSchema,
      gitlab: triggerSchema,
    })
    .nullish()
    .catch(null),
});

type Pipeline = z.infer<typeof pipelineSchema>;

type SourceOfRun = Pick<
  BuildRunSeen,
  'repository' | 'head' | 'headBranch' | 'headRepository' | 'actor'
>;

/** Whose code was built; the origin is another repository for a fork. */
function sourceOf({ vcs, trigger_parameters: given }: Pipeline): SourceOfRun {
  if (vcs) {
    const origin = parseRepository(vcs.origin_repository_url) ?? null;
    return {
      repository: parseRepository(vcs.target_repository_url) ?? origin,
      head: parseCommit(vcs.revision) ?? null,
      headBranch: vcs.branch || null,
      headRepository: origin,
      actor: null,
    };
  }
  const [git, app] = [given?.git, given?.github_app ?? given?.gitlab];
  const repository =
    [git?.repo_url, app?.repo_url, app?.web_url]
      .map(parseRepository)
      .find(Boolean) ?? null;
  const head = [
    git?.checkout_sha,
    app?.checkout_sha,
    git?.commit_sha,
    app?.commit_sha,
  ]
    .map(parseCommit)
    .find(Boolean);
  return {
    repository,
    head: head ?? null,
    headBranch: git?.branch || app?.branch || null,
    headRepository: null,
    actor: accountOf(repository, app?.user_username),
  };
}

function accountOf(
  repository: Repository | null,
  login: string | null | undefined,
): Person | null {
  return repository && login
    ? {
        account: `${repository.split('/')[0]}/${login.toLowerCase()}`,
        name: null,
        email: null,
      }
    : null;
}

const CONCLUSIONS = new Map([
  ['success', 'success'],
  ['canceled', 'cancelled'],
  ['not_run', 'skipped'],
]);

/** `failed`, `error`, `unauthorized` and the like are all no success. */
function conclusionOf(status: string): string {
  return CONCLUSIONS.get(status) ?? 'failure';
}

const workflowSchema = z.object({
  id,
  name: optionalText,
  status: z.string(),
  url: optionalText,
  created_at: optionalText,
  stopped_at: optionalText,
});

const workflowCompleted = eventReader(
  z.object({
    happened_at: optionalText,
    workflow: workflowSchema,
    pipeline: pipelineSchema,
  }),
  ({ workflow, pipeline, happened_at }, timeOf) => [
    {
      ...untoldRun,
      ...sourceOf(pipeline),
      kind: 'build-run',
      time: timeOf(workflow.stopped_at ?? happened_at),
      link: webLink(workflow.url),
      run: workflow.id,
      workflowName: workflow.name || null,
      event: pipeline.trigger?.type || null,
      status: 'completed',
      conclusion: conclusionOf(workflow.status),
      startedAt: parseInstant(workflow.created_at) ?? null,
      finishedAt: parseInstant(workflow.stopped_at) ?? null,
    },
  ],
);

const jobCompleted = eventReader(
  z.object({
    happened_at: optionalText,
    job: z.object({
      id,
      name: z.string(),
      status: z.string(),
      started_at: optionalText,
      stopped_at: optionalText,
    }),
    workflow: z.object({ id, url: optionalText }),
    pipeline: pipelineSchema,
  }),
  ({ job, workflow, pipeline, happened_at }, timeOf) => {
    const { repository, head } = sourceOf(pipeline);
    return [
      {
        ...untoldJob,
        kind: 'build-job',
        time: timeOf(job.stopped_at ?? happened_at),
        link: webLink(workflow.url),
        repository,
        run: workflow.id,
        job: job.id,
        name: job.name,
        status: 'completed',
        conclusion: conclusionOf(job.status),
        head,
        startedAt: parseInstant(job.started_at) ?? null,
        finishedAt: parseInstant(job.stopped_at) ?? null,
      },
    ];
  },
);

export const readers = new Map<string, EventReader>([
  ['workflow-completed', workflowCompleted],
  ['job-completed', jobCompleted],
]);
