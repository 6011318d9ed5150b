import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  Observation,
  parseCommit,
  parseInstant,
  Person,
  personName,
  Review,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { EventReader, eventReader, TimeOf } from '../eventReader';
import {
  commitId,
  id,
  optionalText,
  personOn,
  Project,
  ProjectSchema,
  User,
  userSchema,
} from '../gitlabPayload';

const STATES = {
  closed: 'closed',
  locked: 'open',
  merged: 'merged',
  opened: 'open',
} as const;

type State = keyof typeof STATES;

/** Whether all rules are met after it makes two words of each act. */
const REVIEW_OF = new Map<string, Review['state']>([
  ['approval', 'approved'],
  ['approved', 'approved'],
  ['unapproval', 'dismissed'],
  ['unapproved', 'dismissed'],
]);

const attributesSchema = z.object({
  iid: z.number(),
  title: z.string(),
  state: z.enum(Object.keys(STATES) as [State, ...State[]]),
  action: z.string().nullish(),
  system: z.boolean().nullish(),
  author_id: id.nullish(),
  target_branch: z.string(),
  last_commit: z.object({ id: commitId }),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  actioned_at: z.string().nullish(),
  merged_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  url: optionalText,
});

const reviewerSchema = userSchema.extend({ state: optionalText });

interface MergeRequest {
  project: Project;
  object_attributes: z.infer<typeof attributesSchema> & {
    source?: Project | null;
  };
  user?: User | null;
  assignees?: User[] | null;
  reviewers?: z.infer<typeof reviewerSchema>[] | null;
}

export const mergeRequest = (project: ProjectSchema): EventReader =>
  eventReader<MergeRequest>(
    z.object({
      object_attributes: attributesSchema.extend({
        source: project.nullish().catch(null),
      }),
      user: userSchema.nullish(),
      assignees: z.array(userSchema).nullish(),
      reviewers: z.array(reviewerSchema).nullish(),
      project,
    }),
    (payload, timeOf) => [
      requestSeen(payload, timeOf),
      ...reviewsSeen(payload, timeOf),
    ],
  );

/** Of whom the event tells only a number. */
const NOBODY: Person = { account: null, name: null, email: null };

function requestSeen(payload: MergeRequest, timeOf: TimeOf): Observation {
  const { object_attributes: request, project } = payload;
  const merged = request.state === 'merged';
  const mergedAt = merged
    ? parseInstant(
        request.merged_at ??
          (request.action === 'merge' ? request.updated_at : null),
      )
    : null;
  return {
    kind: 'pull-request',
    time: timeOf(
      (request.action === 'merge' && mergedAt) ||
        (request.actioned_at ?? request.updated_at),
    ),
    link: webLink(request.url),
    repository: project.repository,
    number: request.iid,
    title: request.title,
    state: STATES[request.state],
    author: authorOf(payload) ?? NOBODY,
    baseBranch: request.target_branch,
    head: request.last_commit.id,
    headRepository: request.source?.repository ?? null,
    mergeCommit:
      (merged &&
        parseCommit(request.merge_commit_sha ?? request.squash_commit_sha)) ||
      null,
    mergedBy:
      request.action === 'merge' ? personOn(project.host, payload.user) : null,
    mergedAt: mergedAt ?? null,
  };
}

/** The author is named by number, and only told when taking part otherwise. */
function authorOf(payload: MergeRequest): Person | null {
  const { author_id: author } = payload.object_attributes;
  const people = [
    payload.user,
    ...(payload.assignees ?? []),
    ...(payload.reviewers ?? []),
  ];
  return author
    ? personOn(
        payload.project.host,
        people.find(user => user?.id === author),
      )
    : null;
}

/**
 * What the one who acted did, and who stands by a request for changes: that
 * takes back an approval without an event of its own. When GitLab itself resets
 * approvals after a push, the event names the one who pushed; that push has
 * made the approvals those of an older head already.
 */
function reviewsSeen(payload: MergeRequest, timeOf: TimeOf): Review[] {
  const { object_attributes: request, user, reviewers } = payload;
  const state = request.system
    ? undefined
    : REVIEW_OF.get(request.action ?? '');
  const acting =
    state && user ? [reviewSeen(payload, user, state, timeOf)] : [];
  const asking = (reviewers ?? [])
    .filter(
      reviewer =>
        reviewer.state === 'requested_changes' &&
        !(state && reviewer.id === user?.id),
    )
    .map(reviewer =>
      reviewSeen(payload, reviewer, 'changes-requested', timeOf),
    );
  return [...acting, ...asking].flatMap(review => review ?? []);
}

function reviewSeen(
  payload: MergeRequest,
  user: User,
  state: Review['state'],
  timeOf: TimeOf,
): Review | null {
  const { object_attributes: request, project } = payload;
  const reviewer = personOn(project.host, user);
  return (
    reviewer && {
      kind: 'review',
      time: reviewTime(request, timeOf),
      link: webLink(request.url),
      repository: project.repository,
      number: request.iid,
      reviewId: user.id ?? personName(reviewer),
      reviewer,
      state,
      commit: request.last_commit.id,
      owner: false,
      pullRequestAuthor: authorOf(payload),
    }
  );
}

/**
 * Older versions do not say when an approval was given: their `updated_at` is
 * that of the change before. It serves to tell approvals apart, but for one of
 * a request that is merged it may be the merge's own time, and so would count
 * as given before; that one is dated by its arrival.
 */
function reviewTime(
  { actioned_at: at, state, action }: MergeRequest['object_attributes'],
  timeOf: TimeOf,
): Review['time'] {
  return at || state !== 'merged' || action === 'merge'
    ? timeOf(at)
    : undefined;
}
