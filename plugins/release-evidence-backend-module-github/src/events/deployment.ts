import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  DeploymentSeen,
  DeploymentStatus,
  parseCommit,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  id,
  optionalText,
  repositorySchema,
  userSchema,
} from '../githubPayload';
import { deployedArtifact } from './deployedArtifact';

const deploymentSchema = z.object({
  id,
  sha: z.string(),
  ref: z.string().nullish(),
  environment: z.string().min(1),
  payload: z.unknown().optional(),
  created_at: z.string().nullish(),
  creator: userSchema.nullish(),
});

type Deployment = z.infer<typeof deploymentSchema>;
type Repository = z.infer<typeof repositorySchema>;

const runSchema = z.object({ id }).nullish();

export const deployment = eventReader(
  z.object({
    deployment: deploymentSchema,
    workflow_run: runSchema,
    repository: repositorySchema,
  }),
  (payload, timeOf) => [
    {
      ...describe(payload.deployment, payload.repository),
      time: timeOf(payload.deployment.created_at),
      environment: payload.deployment.environment,
      status: 'pending',
      run: payload.workflow_run?.id ?? null,
      by: account(payload.repository.name, payload.deployment.creator),
    },
  ],
);

const STATUS = {
  error: 'failed',
  failure: 'failed',
  in_progress: 'started',
  inactive: 'inactive',
  pending: 'pending',
  queued: 'pending',
  waiting: 'pending',
  success: 'succeeded',
} as const satisfies Record<string, DeploymentStatus>;

type State = keyof typeof STATUS;

export const deploymentStatus = eventReader(
  z.object({
    deployment: deploymentSchema,
    deployment_status: z.object({
      state: z.enum(Object.keys(STATUS) as [State, ...State[]]),
      environment: z.string().nullish(),
      created_at: z.string().nullish(),
      target_url: optionalText,
      creator: userSchema.nullish(),
    }),
    workflow_run: runSchema,
    repository: repositorySchema,
  }),
  (payload, timeOf) => {
    const report = payload.deployment_status;
    return [
      {
        ...describe(payload.deployment, payload.repository),
        time: timeOf(report.created_at),
        link: webLink(report.target_url),
        environment: report.environment || payload.deployment.environment,
        status: STATUS[report.state],
        run: payload.workflow_run?.id ?? null,
        by: account(
          payload.repository.name,
          payload.deployment.creator ?? report.creator,
        ),
      },
    ];
  },
);

function describe(
  { id: number, sha, payload }: Deployment,
  repository: Repository,
): Pick<
  DeploymentSeen,
  | 'kind'
  | 'deployment'
  | 'repository'
  | 'commit'
  | 'artifact'
  | 'digest'
  | 'tag'
> {
  return {
    kind: 'deployment',
    deployment: `${repository.name}#${number}`,
    repository: repository.name,
    commit: parseCommit(sha) ?? null,
    ...deployedArtifact(payload),
  };
}
