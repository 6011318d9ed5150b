import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  DeploymentStatus,
  parseCommit,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { EventReader, eventReader } from '../eventReader';
import {
  id,
  optionalText,
  personOn,
  ProjectSchema,
  userSchema,
} from '../gitlabPayload';

const STATUS = {
  blocked: 'pending',
  canceled: 'failed',
  created: 'pending',
  failed: 'failed',
  running: 'started',
  success: 'succeeded',
} as const satisfies Record<string, DeploymentStatus>;

type Status = keyof typeof STATUS;

/**
 * A deployment names its commit in full only in the commit's address, and no
 * digest anywhere. The job that it names is no pipeline, so it names no run.
 */
export const deployment = (project: ProjectSchema): EventReader =>
  eventReader(
    z.object({
      deployment_id: id,
      status: z.enum(Object.keys(STATUS) as [Status, ...Status[]]),
      status_changed_at: z.string().nullish(),
      deployable_url: optionalText,
      environment: z.string().min(1),
      commit_url: optionalText,
      user: userSchema.nullish(),
      project,
    }),
    (payload, timeOf) => [
      {
        kind: 'deployment',
        time: timeOf(payload.status_changed_at),
        link: webLink(payload.deployable_url) ?? webLink(payload.commit_url),
        deployment: `${payload.project.repository}#${payload.deployment_id}`,
        environment: payload.environment,
        status: STATUS[payload.status],
        repository: payload.project.repository,
        commit: commitIn(payload.commit_url),
        artifact: null,
        digest: null,
        tag: null,
        run: null,
        by: personOn(payload.project.host, payload.user),
      },
    ],
  );

function commitIn(url: string | null | undefined): string | null {
  const [, commit] = /\/commits?\/([0-9a-f]+)\/?$/i.exec(url ?? '') ?? [];
  return parseCommit(commit) ?? null;
}
