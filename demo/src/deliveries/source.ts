import {
  BranchProtection,
  branchProtectionCreated,
} from './github/branchProtection';
import { Commit } from './github/commit';
import {
  Association,
  PullRequest,
  pullRequestMerged,
  pullRequestOpened,
  PullRequestReview,
  pullRequestReviewSubmitted,
} from './github/pullRequest';
import { RepositoryFacts } from './github/repository';
import { Ruleset, rulesetCreated } from './github/ruleset';
import { gitId } from './ids';
import { Account, webFlow } from './people';
import { Project } from './project';
import { before, Span } from './time';

/** Protects the default branch with a rule of its own. */
export function protectMain(
  project: Project,
  { by, ...protection }: Omit<BranchProtection, 'pattern'> & { by: Account },
): void {
  project.tell(
    'branch_protection_rule',
    { at: protection.since, by },
    branchProtectionCreated(project.facts, { pattern: 'main', ...protection }),
  );
}

export function addRuleset(
  project: Project,
  ruleset: Ruleset,
  by: Account,
): void {
  project.tell(
    'repository_ruleset',
    { at: ruleset.since, by },
    rulesetCreated(project.facts, ruleset),
  );
}

/** A change on its way through a pull request. */
export interface Change {
  title: string;
  author: Account;
  mergedBy: Account;
  mergedAt: Date;
  /** Whose word the pull request got, the last one shortly before the merge. */
  reviews?: (Pick<PullRequestReview, 'reviewer'> &
    Partial<PullRequestReview>)[];
  files?: string[];
  open?: Span;
  /** Where the branch lives, when not in the repository itself. */
  fork?: RepositoryFacts;
}

/**
 * Opens, reviews and merges a pull request. Acme squashes; only what comes from
 * a fork keeps its own commit, below a merge.
 */
export function merge(
  project: Project,
  change: Change,
): { landed: Commit; proposed: Commit } {
  const number = project.next('pull request');
  const openedAt = before(change.mergedAt, change.open ?? { hours: 20 });
  const proposed = proposedCommit(project, change, number, openedAt);
  const landed = landedCommit(project, change, number);
  const pullRequest: PullRequest = {
    number,
    title: change.title,
    author: change.author,
    association: change.fork ? 'CONTRIBUTOR' : 'MEMBER',
    headBranch: branchName(change.title),
    head: proposed.sha,
    headRepository: change.fork ?? project.facts,
    base: project.head,
    openedAt,
    changedFiles: landed.modified.length,
    merge: { commit: landed.sha, by: change.mergedBy, at: change.mergedAt },
  };
  const { facts } = project;
  project.tell(
    'pull_request',
    { at: openedAt, by: change.author },
    pullRequestOpened(facts, pullRequest),
  );
  for (const review of reviewsOf(change)) {
    project.tell(
      'pull_request_review',
      { at: review.at, by: review.reviewer },
      pullRequestReviewSubmitted(facts, pullRequest, review),
    );
  }
  const moment = { at: change.mergedAt, by: change.mergedBy };
  project.push(change.fork ? [proposed, landed] : [landed], moment);
  project.tell('pull_request', moment, pullRequestMerged(facts, pullRequest));
  return { landed, proposed };
}

function proposedCommit(
  project: Project,
  { title, author, files = ['src/index.ts'] }: Change,
  number: number,
  at: Date,
): Commit {
  return {
    sha: gitId(`${project.name} #${number} head`),
    tree: gitId(`${project.name} #${number} tree`),
    message: title,
    author,
    committer: author,
    at,
    added: [],
    modified: files,
  };
}

function landedCommit(
  project: Project,
  { title, author, mergedBy, mergedAt, files = ['src/index.ts'], fork }: Change,
  number: number,
): Commit {
  return {
    sha: gitId(`${project.name} #${number} merged`),
    tree: gitId(`${project.name} #${number} tree`),
    message: fork
      ? `Merge pull request #${number} from ${fork.owner.login}/${branchName(
          title,
        )}\n\n${title}`
      : `${title} (#${number})`,
    author: fork ? mergedBy : author,
    committer: webFlow,
    at: mergedAt,
    added: [],
    modified: files,
  };
}

/** The reviews with what Acme's reviewers usually say, half an hour apart. */
function reviewsOf({ reviews = [], mergedAt }: Change): PullRequestReview[] {
  return reviews.map((review, index) => ({
    state: 'approved',
    association: 'MEMBER' satisfies Association,
    body: null,
    at: before(mergedAt, { minutes: 30 * (reviews.length - index) }),
    ...review,
  }));
}

function branchName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A commit that somebody pushes to the default branch past every review. */
export function forcePush(
  project: Project,
  {
    title,
    author,
    at,
    files,
  }: { title: string; author: Account; at: Date; files: string[] },
): Commit {
  const commit: Commit = {
    sha: gitId(`${project.name} pushed ${title}`),
    tree: gitId(`${project.name} tree of ${title}`),
    message: title,
    author,
    committer: author,
    at: before(at, { minutes: 4 }),
    added: [],
    modified: files,
  };
  project.push([commit], { at, by: author, forced: true });
  return commit;
}
