import { nodeIdOf, numberOf } from '../ids';
import { Account } from '../people';
import { after, stamp } from '../time';
import { user } from './account';
import { Commit, headCommit } from './commit';
import {
  apiUrl,
  fullName,
  minimalRepository,
  RepositoryFacts,
  webUrl,
} from './repository';

export interface Workflow {
  name: string;
  path: string;
}

/** A run of a workflow in the stories. */
export interface Run {
  id: number;
  number: number;
  workflow: Workflow;
  event: string;
  branch: string;
  head: Commit;
  headRepository: RepositoryFacts;
  actor: Account;
  startedAt: Date;
}

/** How far a run or job has come, and since when. */
export interface Progress {
  status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | null;
  at: Date;
}

/** `workflow_run` with the action `requested`, `in_progress` or `completed`. */
export function workflowRunEvent(
  facts: RepositoryFacts,
  run: Run,
  action: 'requested' | 'in_progress' | 'completed',
  progress: Progress,
) {
  return {
    action,
    workflow_run: {
      ...runFields(facts, run, progress),
      head_commit: headCommit(run.head),
      repository: minimalRepository(facts),
      head_repository: minimalRepository(run.headRepository),
    },
    workflow: workflowFields(facts, run.workflow),
  };
}

/** The run that an event about a deployment or its review names. */
export function runFields(
  facts: RepositoryFacts,
  run: Run,
  { status, conclusion, at }: Progress,
) {
  const url = `${apiUrl(facts)}/actions/runs/${run.id}`;
  const checkSuite = numberOf(`check suite ${run.id}`, 11);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeIdOf('WorkflowRun', run.id),
    head_branch: run.branch,
    head_sha: run.head.sha,
    path: run.workflow.path,
    display_title: run.head.message.split('\n')[0],
    run_number: run.number,
    event: run.event,
    status,
    conclusion,
    workflow_id: workflowId(facts, run.workflow),
    check_suite_id: checkSuite,
    check_suite_node_id: nodeIdOf('CheckSuite', checkSuite),
    url,
    html_url: `${webUrl(facts)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: stamp(run.startedAt),
    updated_at: stamp(at),
    actor: user(run.actor),
    run_attempt: 1,
    referenced_workflows: [],
    run_started_at: stamp(run.startedAt),
    triggering_actor: user(run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiUrl(facts)}/check-suites/${checkSuite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${apiUrl(facts)}/actions/workflows/${workflowId(
      facts,
      run.workflow,
    )}`,
  };
}

function workflowId(facts: RepositoryFacts, { path }: Workflow): number {
  return numberOf(`workflow ${fullName(facts)} ${path}`, 8);
}

/** The definition of a workflow. */
export function workflowFields(facts: RepositoryFacts, workflow: Workflow) {
  const id = workflowId(facts, workflow);
  const { name, path } = workflow;
  return {
    id,
    node_id: nodeIdOf('Workflow', id),
    name,
    path,
    state: 'active',
    created_at: stamp(facts.createdAt),
    updated_at: stamp(facts.createdAt),
    url: `${apiUrl(facts)}/actions/workflows/${id}`,
    html_url: `${webUrl(facts)}/blob/main/${path}`,
    badge_url: `${webUrl(facts)}/workflows/${encodeURIComponent(
      name,
    )}/badge.svg`,
  };
}

/** A machine that runs jobs, with the group that GitHub files it under. */
export interface Runner {
  id: number;
  name: string;
  groupId: number;
  group: string;
  labels: string[];
}

/** A job of a run in the stories. */
export interface Job {
  run: Run;
  name: string;
  runner: Runner;
  steps: string[];
  startedAt: Date;
}

/** `workflow_job` with the action `in_progress` or `completed`. */
export function workflowJobEvent(
  facts: RepositoryFacts,
  job: Job,
  progress: Progress,
) {
  const { run, runner } = job;
  const id = numberOf(`job ${run.id} ${job.name}`, 11);
  const done = progress.status === 'completed';
  return {
    action: done ? 'completed' : 'in_progress',
    workflow_job: {
      id,
      run_id: run.id,
      workflow_name: run.workflow.name,
      head_branch: run.branch,
      run_url: `${apiUrl(facts)}/actions/runs/${run.id}`,
      run_attempt: 1,
      node_id: nodeIdOf('CheckRun', id),
      head_sha: run.head.sha,
      url: `${apiUrl(facts)}/actions/jobs/${id}`,
      html_url: `${webUrl(facts)}/actions/runs/${run.id}/job/${id}`,
      status: progress.status,
      conclusion: progress.conclusion,
      created_at: stamp(run.startedAt),
      started_at: stamp(job.startedAt),
      completed_at: done ? stamp(progress.at) : null,
      name: job.name,
      steps: steps(job, progress),
      check_run_url: `${apiUrl(facts)}/check-runs/${id}`,
      labels: runner.labels,
      runner_id: runner.id,
      runner_name: runner.name,
      runner_group_id: runner.groupId,
      runner_group_name: runner.group,
    },
  };
}

function steps(job: Job, { status, conclusion, at }: Progress) {
  const done = status === 'completed';
  const share =
    (at.getTime() - job.startedAt.getTime()) / 1000 / job.steps.length;
  const reached = done ? job.steps : job.steps.slice(0, 1);
  return reached.map((name, index) => ({
    name,
    status,
    conclusion,
    number: index + 1,
    started_at: stamp(
      after(job.startedAt, { seconds: done ? share * index : 0 }),
    ),
    completed_at: done
      ? stamp(after(job.startedAt, { seconds: share * (index + 1) }))
      : null,
  }));
}
