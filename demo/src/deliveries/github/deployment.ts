import { nodeIdOf, numberOf } from '../ids';
import { Account, actionsBot } from '../people';
import { stamp } from '../time';
import { user } from './account';
import { actionsApp } from './actionsApp';
import { apiUrl, fullName, RepositoryFacts } from './repository';
import { Progress, Run, runFields, workflowFields } from './workflow';

/** A deployment of the stories. */
export interface Deployment {
  id: number;
  environment: string;
  sha: string;
  ref: string;
  /** What the team chose to tell beside the commit. */
  payload: Record<string, string> | string;
  creator: Account;
  createdAt: Date;
  /** The run that deploys; null when somebody calls the API by hand. */
  run: Run | null;
}

export type DeploymentState =
  | 'queued'
  | 'in_progress'
  | 'success'
  | 'failure'
  | 'inactive';

/** `deployment` with the action `created`. */
export function deploymentCreated(
  facts: RepositoryFacts,
  deployment: Deployment,
) {
  return {
    action: 'created',
    deployment: deploymentFields(facts, deployment, deployment.createdAt),
    ...runOf(facts, deployment, deployment.createdAt),
  };
}

/** `deployment_status` with the action `created`. */
export function deploymentStatusCreated(
  facts: RepositoryFacts,
  deployment: Deployment,
  { state, at }: { state: DeploymentState; at: Date },
) {
  const id = numberOf(`status ${deployment.id} ${state} ${stamp(at)}`, 10);
  const url = `${apiUrl(facts)}/deployments/${deployment.id}`;
  const log = deployment.run
    ? `https://github.com/${fullName(facts)}/actions/runs/${deployment.run.id}`
    : '';
  return {
    action: 'created',
    deployment_status: {
      url: `${url}/statuses/${id}`,
      id,
      node_id: nodeIdOf('DeploymentStatus', id),
      state,
      creator: user(deployment.creator),
      description: '',
      environment: deployment.environment,
      target_url: log,
      created_at: stamp(at),
      updated_at: stamp(at),
      deployment_url: url,
      repository_url: apiUrl(facts),
      environment_url: `https://${facts.name}.${deployment.environment}.acme.test`,
      ...(log ? { log_url: log } : {}),
      performed_via_github_app: appOf(deployment),
    },
    deployment: deploymentFields(facts, deployment, at),
    check_run: null,
    ...runOf(facts, deployment, at),
  };
}

function deploymentFields(
  facts: RepositoryFacts,
  deployment: Deployment,
  updatedAt: Date,
) {
  const { id, environment } = deployment;
  const url = `${apiUrl(facts)}/deployments/${id}`;
  return {
    url,
    id,
    node_id: nodeIdOf('Deployment', id),
    task: 'deploy',
    original_environment: environment,
    environment,
    description: null,
    created_at: stamp(deployment.createdAt),
    updated_at: stamp(updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(facts),
    creator: user(deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: false,
    production_environment: environment.startsWith('prod'),
    performed_via_github_app: appOf(deployment),
  };
}

function appOf({ creator }: Deployment) {
  return creator === actionsBot ? actionsApp() : null;
}

function runOf(facts: RepositoryFacts, { run }: Deployment, at: Date) {
  if (!run) {
    return { workflow: null, workflow_run: null };
  }
  const progress: Progress = { status: 'in_progress', conclusion: null, at };
  return {
    workflow: workflowFields(facts, run.workflow),
    workflow_run: runFields(facts, run, progress),
  };
}
