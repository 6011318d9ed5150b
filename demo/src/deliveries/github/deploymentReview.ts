import { numberOf } from '../ids';
import type { Account } from '../people';
import { stamp } from '../time';
import { user } from './account';
import { headCommit } from './commit';
import { minimalRepository, RepositoryFacts, webUrl } from './repository';
import { Run, runFields } from './workflow';

/** A run that waits for people before it may use an environment. */
export interface DeploymentReview {
  run: Run;
  environment: string;
  /** Any one of whom may decide. */
  reviewers: Account[];
  requestedAt: Date;
}

/** `deployment_review` with the action `requested`. */
export function deploymentReviewRequested(
  facts: RepositoryFacts,
  review: DeploymentReview,
) {
  return {
    action: 'requested',
    environment: review.environment,
    since: stamp(review.requestedAt),
    reviewers: reviewersOf(review),
    requestor: user(review.run.actor),
    workflow_job_run: jobRun(facts, review, review.requestedAt),
    workflow_run: waitingRun(facts, review.run, review.requestedAt),
  };
}

/** `deployment_review` with the action `approved` or `rejected`. */
export function deploymentReviewed(
  facts: RepositoryFacts,
  review: DeploymentReview,
  decision: {
    decision: 'approved' | 'rejected';
    by: Account;
    comment: string;
    at: Date;
  },
) {
  return {
    action: decision.decision,
    since: stamp(review.requestedAt),
    reviewers: reviewersOf(review),
    approver: user(decision.by),
    comment: decision.comment,
    workflow_job_runs: [jobRun(facts, review, decision.at)],
    workflow_run: waitingRun(facts, review.run, decision.at),
  };
}

function waitingRun(facts: RepositoryFacts, run: Run, at: Date) {
  return {
    ...runFields(facts, run, { status: 'waiting', conclusion: null, at }),
    head_commit: headCommit(run.head),
    repository: minimalRepository(facts),
    head_repository: minimalRepository(run.headRepository),
  };
}

function jobRun(
  facts: RepositoryFacts,
  { run, environment, requestedAt }: DeploymentReview,
  at: Date,
) {
  const id = numberOf(`job ${run.id} deploy to ${environment}`, 11);
  return {
    id,
    name: null,
    status: 'waiting',
    conclusion: null,
    html_url: `${webUrl(facts)}/actions/runs/${run.id}/job/${id}`,
    created_at: stamp(requestedAt),
    updated_at: stamp(at),
    environment,
  };
}

function reviewersOf({ reviewers }: DeploymentReview) {
  return reviewers.map(account => ({ type: 'User', reviewer: user(account) }));
}
