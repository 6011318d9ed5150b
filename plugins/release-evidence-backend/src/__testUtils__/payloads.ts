/** Small payloads with just the fields that matter, in GitHub's names. */

const host = 'https://github.com';

export const sha = (seed: string | number): string =>
  Buffer.from(`commit-${seed}`).toString('hex').padEnd(40, '0').slice(0, 40);

export const digestOf = (seed: string | number): string =>
  `sha256:${Buffer.from(`digest-${seed}`)
    .toString('hex')
    .padEnd(64, 'f')
    .slice(0, 64)}`;

const repository = (name: string) => ({
  full_name: name,
  html_url: `${host}/${name}`,
  default_branch: 'main',
});

const user = (login: string) => ({ login });

export interface GithubEvent {
  event: string;
  payload: Record<string, unknown>;
}

export function push(options: {
  repository: string;
  at: string;
  before: string;
  commits: { id: string; author: string; files?: string[] }[];
  branch?: string;
  forced?: boolean;
}): GithubEvent {
  const { at, before, commits, branch = 'main', forced = false } = options;
  return {
    event: 'push',
    payload: {
      ref: `refs/heads/${branch}`,
      before,
      after: commits[commits.length - 1].id,
      forced,
      compare: `${host}/compare`,
      pusher: { name: commits[0].author },
      commits: commits.map(({ id, author, files }) => ({
        id,
        message: `Change ${id.slice(0, 6)}`,
        author: {
          username: author,
          name: author,
          email: `${author}@acme.test`,
        },
        committer: { username: 'web-flow', name: 'GitHub' },
        added: [],
        removed: [],
        modified: files ?? ['src/index.ts'],
      })),
      repository: {
        ...repository(options.repository),
        pushed_at: Date.parse(at) / 1000,
      },
    },
  };
}

export function pullRequestMerged(options: {
  repository: string;
  number: number;
  at: string;
  author: string;
  head: string;
  mergeCommit: string;
}): GithubEvent {
  return {
    event: 'pull_request',
    payload: {
      action: 'closed',
      pull_request: {
        number: options.number,
        title: `Pull request ${options.number}`,
        state: 'closed',
        merged: true,
        merged_at: options.at,
        closed_at: options.at,
        updated_at: options.at,
        merge_commit_sha: options.mergeCommit,
        merged_by: user('grace'),
        user: user(options.author),
        head: { sha: options.head, repo: repository(options.repository) },
        base: { ref: 'main' },
      },
      repository: repository(options.repository),
    },
  };
}

export function review(options: {
  repository: string;
  number: number;
  id: number;
  at: string;
  reviewer: string;
  author: string;
  commit: string;
  association?: string;
}): GithubEvent {
  return {
    event: 'pull_request_review',
    payload: {
      action: 'submitted',
      review: {
        id: options.id,
        state: 'approved',
        commit_id: options.commit,
        submitted_at: options.at,
        author_association: options.association ?? 'OWNER',
        user: user(options.reviewer),
      },
      pull_request: { number: options.number, user: user(options.author) },
      repository: repository(options.repository),
    },
  };
}

export function branchProtection(options: {
  repository: string;
  at: string;
  createdAt?: string;
  action?: 'created' | 'edited' | 'deleted';
  codeOwners?: boolean;
  changes?: Record<string, { from: unknown }>;
  admins?: boolean;
}): GithubEvent {
  const { action = 'created', at } = options;
  return {
    event: 'branch_protection_rule',
    payload: {
      action,
      rule: {
        id: 1,
        name: 'main',
        created_at: options.createdAt ?? at,
        updated_at: at,
        pull_request_reviews_enforcement_level: 'everyone',
        required_approving_review_count: 1,
        require_code_owner_review: options.codeOwners ?? true,
        admin_enforced: options.admins ?? true,
        allow_force_pushes_enforcement_level: 'off',
        required_status_checks: ['test'],
      },
      ...(options.changes ? { changes: options.changes } : {}),
      repository: { ...repository(options.repository), updated_at: at },
    },
  };
}

export function workflowRun(options: {
  repository: string;
  id: number;
  head: string;
  startedAt: string;
  at: string;
  status?: 'in_progress' | 'completed';
  conclusion?: string | null;
  actor?: string;
  path?: string;
}): GithubEvent {
  const { status = 'completed' } = options;
  return {
    event: 'workflow_run',
    payload: {
      action: status,
      workflow_run: {
        id: options.id,
        run_attempt: 1,
        name: 'Release',
        path: options.path ?? '.github/workflows/release.yml',
        event: 'push',
        status,
        conclusion:
          status === 'completed' ? options.conclusion ?? 'success' : null,
        head_sha: options.head,
        head_branch: 'main',
        head_repository: repository(options.repository),
        run_started_at: options.startedAt,
        updated_at: options.at,
        html_url: `${host}/runs/${options.id}`,
        actor: user(options.actor ?? 'ada'),
      },
      repository: repository(options.repository),
    },
  };
}

export function workflowJob(options: {
  repository: string;
  id: number;
  run: number;
  head: string;
  at: string;
  group?: string;
}): GithubEvent {
  return {
    event: 'workflow_job',
    payload: {
      action: 'completed',
      workflow_job: {
        id: options.id,
        run_id: options.run,
        run_attempt: 1,
        name: 'build',
        status: 'completed',
        conclusion: 'success',
        head_sha: options.head,
        started_at: options.at,
        completed_at: options.at,
        labels: ['self-hosted'],
        runner_id: 3,
        runner_name: 'builder-3',
        runner_group_name: options.group ?? 'release-builders',
      },
      repository: repository(options.repository),
    },
  };
}

export function containerPackage(options: {
  repository: string;
  name: string;
  digest: string;
  tag: string;
  commit: string;
  at: string;
}): GithubEvent {
  return {
    event: 'registry_package',
    payload: {
      action: 'published',
      registry_package: {
        name: options.name.split('/').pop(),
        namespace: options.name.split('/')[0],
        package_type: 'CONTAINER',
        package_version: {
          version: options.digest,
          package_url: `ghcr.io/${options.name}:${options.tag}`,
          created_at: options.at,
          updated_at: options.at,
          container_metadata: {
            tag: { name: options.tag, digest: options.digest },
            labels: {
              source: `${host}/${options.repository}`,
              revision: options.commit,
            },
            manifest: {
              media_type: 'application/vnd.oci.image.manifest.v1+json',
            },
          },
        },
      },
      repository: repository(options.repository),
    },
  };
}

export function deploymentStatus(options: {
  repository: string;
  id: number;
  commit: string;
  environment: string;
  state: 'in_progress' | 'success' | 'failure' | 'inactive';
  at: string;
  digest?: string;
  image?: string;
  run?: number;
}): GithubEvent {
  return {
    event: 'deployment_status',
    payload: {
      action: 'created',
      deployment: {
        id: options.id,
        sha: options.commit,
        ref: 'main',
        environment: options.environment,
        payload: { digest: options.digest, image: options.image },
        created_at: options.at,
        creator: user('ada'),
      },
      deployment_status: {
        state: options.state,
        environment: options.environment,
        created_at: options.at,
        creator: user('ada'),
      },
      ...(options.run ? { workflow_run: { id: options.run } } : {}),
      repository: repository(options.repository),
    },
  };
}

export function deploymentReview(options: {
  repository: string;
  run: number;
  head: string;
  environment: string;
  approver: string;
  at: string;
  action?: 'approved' | 'rejected';
}): GithubEvent {
  return {
    event: 'deployment_review',
    payload: {
      action: options.action ?? 'approved',
      approver: user(options.approver),
      comment: 'Fine',
      workflow_job_runs: [
        { environment: options.environment, updated_at: options.at },
      ],
      workflow_run: {
        id: options.run,
        head_sha: options.head,
        html_url: `${host}/runs/${options.run}`,
        actor: user('ada'),
        updated_at: options.at,
      },
      repository: repository(options.repository),
    },
  };
}
