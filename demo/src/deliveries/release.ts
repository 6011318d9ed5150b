import { Commit } from './github/commit';
import { DeploymentReview } from './github/deploymentReview';
import { Run, Runner } from './github/workflow';
import { Image, imageIndex, singleImage } from './image';
import {
  DEPLOY,
  finishRun,
  publish,
  RELEASE,
  runJob,
  runners,
  startRun,
} from './pipeline';
import { Account } from './people';
import { Project } from './project';
import { decide, deploy, requestReview } from './promotion';
import { REGISTRY_HOST } from './registry/envelope';
import { after, Span } from './time';

/** What was built, from what, and the run that did it or goes on with it. */
export interface Built {
  commit: Commit;
  image: Image;
  run: Run;
  /** When its build was done. */
  at: Date;
}

/**
 * Builds a commit of the default branch and publishes the image. The run stays
 * open, as it may go on to deploy; `finishRun` ends it.
 */
export function build(
  project: Project,
  options: {
    version: string;
    commit: Commit;
    actor: Account;
    runner: Runner;
    at?: Date;
    tags?: string[];
    platforms?: string[];
  },
): Built {
  const { version, commit, actor, platforms } = options;
  const image = platforms
    ? imageIndex(project.name, version, commit.sha, platforms)
    : singleImage(project.name, version, commit.sha);
  const run = startRun(project, {
    workflow: RELEASE,
    event: 'push',
    head: commit,
    actor,
    at: after(options.at ?? commit.at, { minutes: 1 }),
  });
  const end = runJob(project, run, {
    name: 'build',
    runner: options.runner,
    at: after(run.startedAt, { seconds: 20 }),
    takes: { minutes: 7 },
  });
  publish(project, image, {
    at: after(run.startedAt, { minutes: 6 }),
    tags: [version, ...(options.tags ?? [])],
  });
  return { commit, image, run, at: end };
}

/** How a deployment says what it deploys. */
export type Naming = { tag: string } | 'digest' | 'commit';

export interface Promotion {
  environment: string;
  /** How long after the build it was asked for. */
  after: Span;
  /** Who started a run for it; else the run given goes on to it. */
  by?: Account;
  naming?: Naming;
  review?: Review;
}

export interface Review {
  /** Who was asked, one of whom decides. */
  asked: Account[];
  by?: Account;
  comment?: string;
  outcome?: 'approved' | 'rejected' | 'waiting';
  /** How long it waited for the reviewer. */
  waited?: Span;
}

/**
 * Deploys what was built, with a run of its own when somebody starts one.
 * Answers when the promotion came to its end.
 */
export function promote(
  project: Project,
  built: Built,
  promotion: Promotion,
): Date {
  const { environment, by, review } = promotion;
  const askedAt = after(built.at, promotion.after);
  const run = by
    ? startRun(project, {
        workflow: DEPLOY,
        event: 'workflow_dispatch',
        head: built.commit,
        actor: by,
        at: askedAt,
      })
    : built.run;
  const decidedAt = review
    ? reviewed(project, run, { environment, askedAt, ...review })
    : askedAt;
  const outcome = review?.outcome ?? 'approved';
  if (outcome !== 'approved') {
    if (outcome === 'rejected') {
      finishRun(project, run, after(decidedAt, { seconds: 5 }), 'failure');
    }
    return decidedAt;
  }
  const at = after(decidedAt, { minutes: 1 });
  const end = runJob(project, run, {
    name: `deploy to ${environment}`,
    runner: runners.dedicated,
    at,
    takes: { minutes: 4 },
  });
  deploy(project, {
    environment,
    sha: built.commit.sha,
    payload: payloadOf(built.image, promotion.naming ?? 'digest'),
    run,
    at: after(at, { seconds: 20 }),
  });
  if (by) {
    finishRun(project, run, after(end, { seconds: 10 }));
  }
  return end;
}

/** Has a run wait for its reviewers; answers when they decided. */
function reviewed(
  project: Project,
  run: Run,
  {
    askedAt,
    environment,
    asked,
    by = asked[0],
    comment = 'Looks good.',
    outcome = 'approved',
    waited = { minutes: 25 },
  }: Review & { askedAt: Date; environment: string },
): Date {
  const review: DeploymentReview = {
    run,
    environment,
    reviewers: asked,
    requestedAt: after(askedAt, { seconds: 15 }),
  };
  requestReview(project, review);
  if (outcome === 'waiting') {
    return askedAt;
  }
  const at = after(askedAt, waited);
  decide(project, review, { decision: outcome, by, comment, at });
  return at;
}

function payloadOf(image: Image, naming: Naming): Record<string, string> {
  if (naming === 'commit') {
    return {};
  }
  return naming === 'digest'
    ? { digest: image.digest, version: image.version }
    : { image: `${REGISTRY_HOST}/${image.name}:${naming.tag}` };
}
