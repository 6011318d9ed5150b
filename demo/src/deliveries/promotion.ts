import {
  Deployment,
  deploymentCreated,
  DeploymentState,
  deploymentStatusCreated,
} from './github/deployment';
import {
  DeploymentReview,
  deploymentReviewed,
  deploymentReviewRequested,
} from './github/deploymentReview';
import { numberOf } from './ids';
import { Account, actionsBot } from './people';
import { Project } from './project';
import { after } from './time';

/** Asks for a review of a run's deployment. */
export function requestReview(
  project: Project,
  review: DeploymentReview,
): void {
  project.tell(
    'deployment_review',
    { at: review.requestedAt, by: review.run.actor },
    deploymentReviewRequested(project.facts, review),
  );
}

export function decide(
  project: Project,
  review: DeploymentReview,
  decision: {
    decision: 'approved' | 'rejected';
    by: Account;
    comment: string;
    at: Date;
  },
): void {
  project.tell(
    'deployment_review',
    { at: decision.at, by: decision.by },
    deploymentReviewed(project.facts, review, decision),
  );
}

/**
 * Deploys: the deployment, its progress, and the end of the one that ran in
 * the environment until then. Answers when it was done.
 */
export function deploy(
  project: Project,
  options: Pick<Deployment, 'environment' | 'sha' | 'payload' | 'run'> & {
    at: Date;
    creator?: Account;
  },
): Date {
  const { at, creator = actionsBot, ...rest } = options;
  const deployment: Deployment = {
    ...rest,
    id: numberOf(
      `deployment ${project.name} ${project.next('deployment')}`,
      10,
    ),
    ref: 'main',
    creator,
    createdAt: at,
  };
  project.tell(
    'deployment',
    { at, by: creator },
    deploymentCreated(project.facts, deployment),
  );
  const report = (of: Deployment, state: DeploymentState, moment: Date) =>
    project.tell(
      'deployment_status',
      { at: moment, by: of.creator },
      deploymentStatusCreated(project.facts, of, { state, at: moment }),
    );
  report(deployment, 'in_progress', after(at, { seconds: 5 }));
  const done = after(at, { minutes: 3 });
  report(deployment, 'success', done);
  const earlier = project.running.get(deployment.environment);
  if (earlier) {
    report(earlier, 'inactive', after(done, { seconds: 2 }));
  }
  project.running.set(deployment.environment, deployment);
  return done;
}
