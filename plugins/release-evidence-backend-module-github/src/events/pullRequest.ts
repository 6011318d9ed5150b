import { webLink } from 'backstage-plugin-release-evidence-node';
import { parseCommit } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  commitId,
  optionalText,
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
  html_url: optionalText,
  user: userSchema.nullish(),
  head: headSchema,
  base: z.object({ ref: z.string() }),
});

/** Whose account no longer exists. */
const NOBODY = { account: null, name: null, email: null };

export const pullRequest = eventReader(
  z.object({ pull_request: pullRequestSchema, repository: repositorySchema }),
  (payload, timeOf) => {
    const request = payload.pull_request;
    const repository = payload.repository.name;
    const merged = request.merged === true || Boolean(request.merged_at);
    const time = timeOf(
      request.merged_at ?? request.closed_at ?? request.updated_at,
    );
    return [
      {
        kind: 'pull-request',
        time,
        link: webLink(request.html_url),
        repository,
        number: request.number,
        title: request.title,
        state: merged
          ? 'merged'
          : (request.state === 'open' && 'open') || 'closed',
        author: account(repository, request.user) ?? NOBODY,
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
