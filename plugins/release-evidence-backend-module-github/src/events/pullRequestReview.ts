import { webLink } from 'backstage-plugin-release-evidence-node';
import type { Review } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  account,
  commitId,
  id,
  optionalText,
  repositorySchema,
  userSchema,
} from '../githubPayload';

const STATES = {
  approved: 'approved',
  changes_requested: 'changes-requested',
  commented: 'commented',
  dismissed: 'dismissed',
} as const satisfies Record<string, Review['state']>;

type State = keyof typeof STATES;

const schema = z.object({
  action: z.string(),
  review: z.object({
    id,
    state: z
      .string()
      .toLowerCase()
      .pipe(z.enum(Object.keys(STATES) as [State, ...State[]])),
    commit_id: commitId,
    submitted_at: z.string().nullish(),
    author_association: z.string().nullish(),
    html_url: optionalText,
    user: userSchema.nullable(),
  }),
  pull_request: z.object({
    number: z.number(),
    user: userSchema.nullish(),
  }),
  repository: repositorySchema,
});

/**
 * A review counts from the moment it was submitted, also when its text is
 * edited later; only that of its dismissal is no field of the payload.
 */
export const pullRequestReview = eventReader(
  schema,
  ({ action, review, pull_request: request, repository }, timeOf) => {
    const reviewer = account(repository.name, review.user);
    if (!reviewer) {
      return 'review.user: the account of the reviewer no longer exists';
    }
    const state = action === 'dismissed' ? 'dismissed' : STATES[review.state];
    return [
      {
        kind: 'review',
        time: timeOf(state === 'dismissed' ? undefined : review.submitted_at),
        link: webLink(review.html_url),
        repository: repository.name,
        number: request.number,
        reviewId: review.id,
        reviewer,
        state,
        commit: review.commit_id,
        owner: review.author_association === 'OWNER',
        pullRequestAuthor: account(repository.name, request.user),
      },
    ];
  },
);
