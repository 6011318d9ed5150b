import { parseCommit, Review } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import {
  account,
  commitId,
  id,
  repositorySchema,
  userSchema,
} from '../githubPayload';

const headSchema = z.object({
  sha: commitId,
  repo: repositorySchema.nullish(),
});

const pullRequestSchema = z.object({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  merged: z.boolean().nullish(),
  merge_commit_sha: z.string().nullish(),
  merged_at: z.string().nullish(),
  merged_by: userSchema.nullish(),
  closed_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  html_url: z.string().nullish(),
  user: userSchema.nullish(),
  head: headSchema,
  base: z.object({ ref: z.string() }),
});

export const pullRequest = eventReader(
  z.object({ pull_request: pullRequestSchema, repository: repositorySchema }),
  (payload, raw) => {
    const request = payload.pull_request;
    const repository = payload.repository.name;
    const merged = request.merged === true || Boolean(request.merged_at);
    const time = timeOf(
      request.merged_at ?? request.closed_at ?? request.updated_at,
      raw,
    );
    return [
      {
        kind: 'pull-request',
        time,
        link: request.html_url ?? undefined,
        repository,
        number: request.number,
        title: request.title,
        state: merged
          ? 'merged'
          : (request.state === 'open' && 'open') || 'closed',
        author: account(repository, request.user) ?? {
          account: null,
          name: null,
          email: null,
        },
        baseBranch: request.base.ref,
        head: request.head.sha,
        headRepository: request.head.repo?.name ?? null,
        mergeCommit: (merged && parseCommit(request.merge_commit_sha)) || null,
        mergedBy: account(repository, request.merged_by),
        mergedAt: merged ? time?.at ?? null : null,
      },
    ];
  },
);

const REVIEW_STATES: Record<string, Review['state']> = {
  approved: 'approved',
  changes_requested: 'changes-requested',
  commented: 'commented',
  dismissed: 'dismissed',
};

export const pullRequestReview = eventReader(
  z.object({
    action: z.string(),
    review: z.object({
      id,
      state: z.string(),
      commit_id: commitId,
      submitted_at: z.string().nullish(),
      author_association: z.string().nullish(),
      html_url: z.string().nullish(),
      user: userSchema.nullable(),
    }),
    pull_request: z.object({
      number: z.number(),
      user: userSchema.nullish(),
    }),
    repository: repositorySchema,
  }),
  ({ action, review, pull_request: request, repository }, raw) => {
    const state = REVIEW_STATES[review.state.toLowerCase()];
    const reviewer = account(repository.name, review.user);
    if (!state || !reviewer) {
      return !state
        ? `review.state: "${review.state}" is no state of a review`
        : 'review.user: the account of the reviewer no longer exists';
    }
    return [
      {
        kind: 'review',
        time: timeOf(
          action === 'submitted' ? review.submitted_at : undefined,
          raw,
        ),
        link: review.html_url ?? undefined,
        repository: repository.name,
        number: request.number,
        reviewId: review.id,
        reviewer,
        state: action === 'dismissed' ? 'dismissed' : state,
        commit: review.commit_id,
        owner: review.author_association === 'OWNER',
        pullRequestAuthor: account(repository.name, request.user),
      },
    ];
  },
);
