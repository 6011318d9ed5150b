import {
  ArtifactName,
  DeploymentSeen,
  DeploymentStatus,
  Digest,
  parseCommit,
  parseArtifactReference,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import { account, id, repositorySchema, userSchema } from '../githubPayload';

const deploymentSchema = z.object({
  id,
  sha: z.string(),
  ref: z.string().nullish(),
  environment: z.string(),
  payload: z.unknown(),
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
  (payload, raw) => [
    {
      ...describe(payload.deployment, payload.repository),
      time: timeOf(payload.deployment.created_at, raw),
      environment: payload.deployment.environment,
      status: 'pending',
      run: payload.workflow_run?.id ?? null,
      by: account(payload.repository.name, payload.deployment.creator),
    },
  ],
);

const STATUS: Record<string, DeploymentStatus> = {
  error: 'failed',
  failure: 'failed',
  in_progress: 'started',
  inactive: 'inactive',
  pending: 'pending',
  queued: 'pending',
  waiting: 'pending',
  success: 'succeeded',
};

export const deploymentStatus = eventReader(
  z.object({
    deployment: deploymentSchema,
    deployment_status: z.object({
      state: z.string(),
      environment: z.string().nullish(),
      created_at: z.string().nullish(),
      target_url: z.string().nullish(),
      creator: userSchema.nullish(),
    }),
    workflow_run: runSchema,
    repository: repositorySchema,
  }),
  (payload, raw) => {
    const report = payload.deployment_status;
    const status = STATUS[report.state];
    if (!status) {
      return `deployment_status.state: "${report.state}" is no state of a deployment`;
    }
    return [
      {
        ...describe(payload.deployment, payload.repository),
        time: timeOf(report.created_at, raw),
        link: report.target_url || undefined,
        environment: report.environment || payload.deployment.environment,
        status,
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

const text = z.string().optional().catch(undefined);

const payloadSchema = z.object({
  digest: text,
  image_digest: text,
  image: text,
  artifact: text,
  tag: text,
  image_tag: text,
});

/**
 * GitHub knows deployments by commit. Teams that know better say so in the
 * free payload, an object or a string of JSON: `digest`, `image` (a full
 * reference, with tag or digest), `tag`.
 */
function deployedArtifact(payload: unknown): {
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
} {
  const fields = payloadSchema.safeParse(decode(payload)).data ?? {};
  const reference = parseArtifactReference(
    fields.image ?? fields.artifact ?? '',
  );
  return {
    artifact: reference?.name ?? null,
    digest:
      parseDigest(fields.digest) ??
      parseDigest(fields.image_digest) ??
      reference?.digest ??
      null,
    tag: fields.tag ?? fields.image_tag ?? reference?.tag ?? null,
  };
}

function decode(payload: unknown): unknown {
  if (typeof payload !== 'string') {
    return payload;
  }
  try {
    return JSON.parse(payload);
  } catch {
    return { image: payload };
  }
}
