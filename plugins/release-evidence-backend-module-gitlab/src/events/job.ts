import {
  BuildJobSeen,
  parseCommit,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { EventReader, eventReader, TimeOf } from '../eventReader';
import { id, pageOf, Project, ProjectSchema } from '../gitlabPayload';
import { runnerOf, runnerSchema } from './runner';
import { progressOf } from './status';

/** A job, which job and pipeline events tell under different names. */
export interface Job {
  id: string;
  name: string;
  status: string;
  sha: string;
  createdAt?: string | null;
  startedAt?: string | null;
  finishedAt?: string | null;
  runner?: z.infer<typeof runnerSchema> | null;
}

/** The same of a job, whichever event tells of it. */
export function jobSeen(
  project: Project,
  pipeline: string,
  job: Job,
  timeOf: TimeOf,
): BuildJobSeen {
  const { status, conclusion } = progressOf(job.status);
  return {
    kind: 'build-job',
    time: timeOf(job.finishedAt ?? job.startedAt ?? job.createdAt),
    link: pageOf(project, `jobs/${job.id}`),
    repository: project.repository,
    run: pipeline,
    // A job that is tried again is a job of its own in the same pipeline.
    attempt: 1,
    job: job.id,
    name: job.name,
    status,
    conclusion,
    head: parseCommit(job.sha) ?? null,
    runner: runnerOf(project.host, job.runner),
    startedAt: parseInstant(job.startedAt) ?? null,
    finishedAt: parseInstant(job.finishedAt) ?? null,
  };
}

/** What older versions of GitLab tell in other places. */
function asNewer(payload: unknown): unknown {
  if (payload === null || typeof payload !== 'object') {
    return payload;
  }
  const { project, repository, pipeline_id, commit } = payload as Record<
    string,
    unknown
  >;
  return {
    ...payload,
    project: project ?? repository,
    // The id of a job's commit is that of its pipeline; GitLab says so itself.
    pipeline_id: pipeline_id ?? (commit as { id?: unknown } | undefined)?.id,
  };
}

export const job = (project: ProjectSchema): EventReader => {
  const read = eventReader(
    z.object({
      pipeline_id: id,
      build_id: id,
      build_name: z.string(),
      build_status: z.string(),
      sha: z.string(),
      build_created_at: z.string().nullish(),
      build_started_at: z.string().nullish(),
      build_finished_at: z.string().nullish(),
      runner: runnerSchema.nullish(),
      project,
    }),
    (payload, timeOf) => [
      jobSeen(
        payload.project,
        payload.pipeline_id,
        {
          id: payload.build_id,
          name: payload.build_name,
          status: payload.build_status,
          sha: payload.sha,
          createdAt: payload.build_created_at,
          startedAt: payload.build_started_at,
          finishedAt: payload.build_finished_at,
          runner: payload.runner,
        },
        timeOf,
      ),
    ],
  );
  return (payload, receivedAt) => read(asNewer(payload), receivedAt);
};
