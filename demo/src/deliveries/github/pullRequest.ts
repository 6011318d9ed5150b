import { nodeIdOf, numberOf } from '../ids';
import { Account } from '../people';
import { stamp } from '../time';
import { user } from './account';
import {
  apiUrl,
  fullName,
  repository,
  RepositoryFacts,
  webUrl,
} from './repository';

export type Association = 'OWNER' | 'MEMBER' | 'NONE' | 'CONTRIBUTOR';

/** A pull request of the stories. */
export interface PullRequest {
  number: number;
  title: string;
  author: Account;
  association: Association;
  headBranch: string;
  head: string;
  headRepository: RepositoryFacts;
  base: string;
  openedAt: Date;
  changedFiles: number;
  merge: { commit: string; by: Account; at: Date };
}

/** One reviewer's word on the head of a pull request. */
export interface PullRequestReview {
  reviewer: Account;
  association: Association;
  state: 'approved' | 'commented' | 'changes_requested';
  body: string | null;
  at: Date;
}

/** `pull_request` with the action `opened`. */
export function pullRequestOpened(
  facts: RepositoryFacts,
  pullRequest: PullRequest,
) {
  const at = pullRequest.openedAt;
  return {
    action: 'opened',
    number: pullRequest.number,
    pull_request: {
      ...common(facts, pullRequest, at),
      state: 'open',
      closed_at: null,
      merged_at: null,
      merge_commit_sha: null,
      ...counts(pullRequest),
      merged: false,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: null,
    },
  };
}

/** `pull_request` with the action `closed`, by its merge. */
export function pullRequestMerged(
  facts: RepositoryFacts,
  pullRequest: PullRequest,
) {
  const { commit, by, at } = pullRequest.merge;
  return {
    action: 'closed',
    number: pullRequest.number,
    pull_request: {
      ...common(facts, pullRequest, at),
      state: 'closed',
      closed_at: stamp(at),
      merged_at: stamp(at),
      merge_commit_sha: commit,
      ...counts(pullRequest),
      merged: true,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: user(by),
    },
  };
}

/** `pull_request_review` with the action `submitted`. */
export function pullRequestReviewSubmitted(
  facts: RepositoryFacts,
  pullRequest: PullRequest,
  review: PullRequestReview,
) {
  const id = numberOf(
    `review ${fullName(facts)} ${pullRequest.number} ${review.reviewer.login} ${
      review.state
    }`,
    10,
  );
  const pull = `${apiUrl(facts)}/pulls/${pullRequest.number}`;
  const page = `${webUrl(facts)}/pull/${
    pullRequest.number
  }#pullrequestreview-${id}`;
  return {
    action: 'submitted',
    review: {
      id,
      node_id: nodeIdOf('PullRequestReview', id),
      user: user(review.reviewer),
      body: review.body,
      commit_id: pullRequest.head,
      submitted_at: stamp(review.at),
      updated_at: stamp(review.at),
      state: review.state,
      html_url: page,
      pull_request_url: pull,
      author_association: review.association,
      _links: { html: { href: page }, pull_request: { href: pull } },
    },
    pull_request: {
      ...common(facts, pullRequest, review.at),
      state: 'open',
      closed_at: null,
      merged_at: null,
      merge_commit_sha: null,
    },
  };
}

/** What a pull request shows in every event about it. */
function common(facts: RepositoryFacts, pullRequest: PullRequest, at: Date) {
  const { number, author } = pullRequest;
  const id = numberOf(`pull ${fullName(facts)} ${number}`, 10);
  const page = `${webUrl(facts)}/pull/${number}`;
  return {
    id,
    node_id: nodeIdOf('PullRequest', id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    number,
    locked: false,
    title: pullRequest.title,
    user: user(author),
    body: null,
    created_at: stamp(pullRequest.openedAt),
    updated_at: stamp(at),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    ...links(facts, pullRequest),
    head: branch(
      pullRequest.headRepository,
      pullRequest.headBranch,
      pullRequest.head,
      pullRequest.openedAt,
    ),
    base: branch(facts, 'main', pullRequest.base, pullRequest.openedAt),
    author_association: pullRequest.association,
    auto_merge: null,
    active_lock_reason: null,
  };
}

function links(facts: RepositoryFacts, { number, head }: PullRequest) {
  const url = apiUrl(facts);
  const pull = `${url}/pulls/${number}`;
  const issue = `${url}/issues/${number}`;
  const urls = {
    self: pull,
    html: `${webUrl(facts)}/pull/${number}`,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${pull}/comments`,
    review_comment: `${url}/pulls/comments{/number}`,
    commits: `${pull}/commits`,
    statuses: `${url}/statuses/${head}`,
  };
  return {
    url: urls.self,
    issue_url: urls.issue,
    commits_url: urls.commits,
    review_comments_url: urls.review_comments,
    review_comment_url: urls.review_comment,
    comments_url: urls.comments,
    statuses_url: urls.statuses,
    _links: Object.fromEntries(
      Object.entries(urls).map(([name, href]) => [name, { href }]),
    ),
  };
}

function branch(
  facts: RepositoryFacts,
  ref: string,
  sha: string,
  pushedAt: Date,
) {
  return {
    label: `${facts.owner.login}:${ref}`,
    ref,
    sha,
    user: user(facts.owner),
    repo: {
      ...repository(facts, pushedAt),
      allow_squash_merge: true,
      allow_merge_commit: true,
      allow_rebase_merge: false,
      allow_auto_merge: false,
      delete_branch_on_merge: true,
      allow_update_branch: true,
      use_squash_pr_title_as_default: true,
      squash_merge_commit_message: 'PR_BODY',
      squash_merge_commit_title: 'PR_TITLE',
      merge_commit_message: 'PR_TITLE',
      merge_commit_title: 'MERGE_MESSAGE',
    },
  };
}

function counts({ changedFiles }: PullRequest) {
  return {
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 24 * changedFiles,
    deletions: 9 * changedFiles,
    changed_files: changedFiles,
  };
}
