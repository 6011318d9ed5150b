import { webLink } from 'backstage-plugin-release-evidence-node';
import { parseInstant } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { EventReader, eventReader } from '../eventReader';
import {
  commitId,
  id,
  optionalText,
  pageOf,
  personOn,
  Project,
  ProjectSchema,
  userSchema,
} from '../gitlabPayload';
import { jobSeen } from './job';
import { runnerSchema } from './runner';
import { progressOf } from './status';

const mergeRequestSchema = z.object({
  source_project_id: id.nullish(),
  target_project_id: id.nullish(),
});

const pipelineSchema = z.object({
  id,
  name: z.string().nullish(),
  ref: z.string().nullish(),
  tag: z.boolean().nullish(),
  sha: commitId,
  source: z.string().nullish(),
  status: z.string(),
  created_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  url: optionalText,
  // A value may be a secret: it is not even read.
  variables: z.array(z.object({ key: z.string() })).nullish(),
});

const buildSchema = z.object({
  id,
  name: z.string(),
  status: z.string(),
  created_at: z.string().nullish(),
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  runner: runnerSchema.nullish(),
});

export const pipeline = (project: ProjectSchema): EventReader =>
  eventReader(
    z.object({
      object_attributes: pipelineSchema,
      merge_request: mergeRequestSchema.nullish(),
      user: userSchema.nullish(),
      builds: z.array(buildSchema).nullish(),
      project,
    }),
    (payload, timeOf) => {
      const { object_attributes: run, builds } = payload;
      const { status, conclusion } = progressOf(run.status);
      const finishedAt = status === 'completed' ? run.finished_at : null;
      return [
        {
          kind: 'build-run',
          time: timeOf(finishedAt),
          link:
            webLink(run.url) ?? pageOf(payload.project, `pipelines/${run.id}`),
          repository: payload.project.repository,
          run: run.id,
          // A pipeline that is tried again stays the same pipeline.
          attempt: 1,
          workflowPath: definitionPath(payload.project, run.source),
          workflowName: run.name || null,
          event: run.source ?? null,
          status,
          conclusion,
          head: run.sha,
          headBranch: run.tag ? null : run.ref ?? null,
          headRepository: codeOf(payload.project, payload.merge_request),
          startedAt: parseInstant(run.created_at) ?? null,
          finishedAt: parseInstant(finishedAt) ?? null,
          actor: personOn(payload.project.host, payload.user),
          digests: [],
          variables: [
            ...new Set((run.variables ?? []).map(({ key }) => key)),
          ].sort(),
        },
        ...(builds ?? [])
          .filter(({ runner }) => runner)
          .map(build =>
            jobSeen(
              payload.project,
              run.id,
              {
                ...build,
                sha: run.sha,
                createdAt: build.created_at,
                startedAt: build.started_at,
                finishedAt: build.finished_at,
              },
              timeOf,
            ),
          ),
      ];
    },
  );

const DEFAULT_DEFINITION = '.gitlab-ci.yml';

/** What starts the definition that the project's settings name, and no other. */
const RUNS_PROJECT_DEFINITION = new Set([
  'api',
  'chat',
  'external_pull_request_event',
  'merge_request_event',
  'pipeline',
  'push',
  'schedule',
  'trigger',
  'web',
]);

/** Null when it is in another project (`path@project`), or somewhere else. */
function definitionPath(
  { ciConfigPath }: Project,
  source: string | null | undefined,
): string | null {
  if (
    ciConfigPath === undefined ||
    !RUNS_PROJECT_DEFINITION.has(source ?? '') ||
    /@|:\/\//.test(ciConfigPath)
  ) {
    return null;
  }
  return ciConfigPath || DEFAULT_DEFINITION;
}

/**
 * The repository whose code a pipeline ran. For the merge request of a fork it
 * may run in the project itself, and tells of the fork only its number, which
 * makes an address of GitLab's as well.
 */
function codeOf(
  { repository, host, id: own }: Project,
  request: z.infer<typeof mergeRequestSchema> | null | undefined,
): string | null {
  if (!request) {
    return repository;
  }
  const target = request.target_project_id ?? own;
  const source = request.source_project_id;
  if (!source || !target) {
    return null;
  }
  return source === target ? repository : `${host}/projects/${source}`;
}
