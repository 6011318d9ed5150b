import {
  BINDINGS,
  ComponentFacts,
  Digest,
  EvidenceRecord,
  Landing,
  Person,
  PullRequestFact,
  PullRequestSeen,
  Repository,
  Review,
  ReviewFact,
  SourceFact,
} from 'backstage-plugin-release-evidence-common';
import { commitOfPush, ofKind } from '../../releases/reach';
import { byTimeThenId, RecordOf } from './records';

/**
 * The commit that the artifact was built from, on the strongest word there is.
 * Equal words that disagree are settled by the earlier one.
 */
export function sourceFact(
  records: EvidenceRecord[],
  digests: Digest[],
  component: ComponentFacts,
): SourceFact | null {
  const claims = [
    ...labelled(records, digests, component),
    ...builtFrom(records, digests),
  ].sort(
    (a, b) =>
      BINDINGS.indexOf(b.binding) - BINDINGS.indexOf(a.binding) ||
      byTimeThenId(a.record, b.record),
  );
  const [first] = claims;
  if (!first) {
    return null;
  }
  const agreeing = claims.filter(
    claim =>
      claim.repository === first.repository &&
      claim.commit === first.commit &&
      claim.binding === first.binding,
  );
  return {
    repository: first.repository,
    commit: first.commit,
    binding: first.binding,
    evidence: agreeing.map(({ record }) => record.id).sort(),
  };
}

type Claim = Omit<SourceFact, 'evidence'> & { record: EvidenceRecord };

function labelled(
  records: EvidenceRecord[],
  digests: Digest[],
  component: ComponentFacts,
): Claim[] {
  return ofKind(records, 'artifact-pushed')
    .filter(({ observation }) => digests.includes(observation.digest))
    .flatMap(record =>
      commitOfPush(record.observation, component).map(
        ({ repository, commit, guessed }): Claim => ({
          repository,
          commit,
          // A label is only as good as its registry's word, and counts for the
          // component's own repository alone.
          binding:
            !guessed && component.repositories.includes(repository)
              ? 'authenticated'
              : 'inferred',
          record,
        }),
      ),
    );
}

function builtFrom(records: EvidenceRecord[], digests: Digest[]): Claim[] {
  return ofKind(records, 'build-run')
    .filter(({ observation }) =>
      observation.digests.some(digest => digests.includes(digest)),
    )
    .flatMap(record => {
      const { repository, head } = record.observation;
      return repository && head
        ? [{ repository, commit: head, binding: 'authenticated', record }]
        : [];
    });
}

/** Pushes and merges in a repository, oldest first. */
export function landingFacts(
  records: EvidenceRecord[],
  repository: Repository,
): Landing[] {
  const pushes = ofKind(records, 'commits-pushed')
    .filter(
      ({ observation }) =>
        observation.repository === repository &&
        observation.after !== null &&
        observation.ref.startsWith('refs/heads/'),
    )
    .map(
      ({ id, occurredAt, observation }): Landing => ({
        branch: observation.ref.slice('refs/heads/'.length),
        defaultBranch: observation.defaultBranch,
        at: occurredAt,
        before: observation.before,
        after: observation.after!,
        forced: observation.forced,
        commits: observation.commits,
        truncated: observation.truncated,
        evidence: [id],
      }),
    );
  return mergeLandings(pushes, mergesWithoutPush(records, repository, pushes));
}

/** Merges that no push event tells of, so that one lost event loses less. */
function mergesWithoutPush(
  records: EvidenceRecord[],
  repository: Repository,
  pushes: Landing[],
): Landing[] {
  const pushed = new Set(
    pushes.map(({ branch, after }) => `${branch}@${after}`),
  );
  return ofKind(records, 'pull-request')
    .filter(
      ({ observation }) =>
        observation.repository === repository &&
        observation.mergeCommit !== null &&
        observation.mergedAt !== null &&
        !pushed.has(`${observation.baseBranch}@${observation.mergeCommit}`),
    )
    .map(
      ({ id, observation }): Landing => ({
        branch: observation.baseBranch,
        defaultBranch: null,
        at: observation.mergedAt!,
        before: null,
        after: observation.mergeCommit!,
        forced: false,
        commits: [],
        truncated: true,
        evidence: [id],
      }),
    );
}

/** Several reports of one landing count once, under the earliest time. */
function mergeLandings(...lists: Landing[][]): Landing[] {
  const landings = new Map<string, Landing>();
  const ordered = lists.flat().sort(byMoment);
  for (const landing of ordered) {
    const key = `${landing.branch}@${landing.before ?? ''}..${landing.after}`;
    const known = landings.get(key);
    landings.set(
      key,
      known
        ? {
            ...known,
            evidence: [...known.evidence, ...landing.evidence].sort(),
          }
        : landing,
    );
  }
  return [...landings.values()];
}

function byMoment(a: Landing, b: Landing): number {
  if (a.at !== b.at) {
    return a.at < b.at ? -1 : 1;
  }
  return a.evidence[0] < b.evidence[0] ? -1 : 1;
}

/** Pull requests as their latest event shows them, with their reviews. */
export function pullRequestFacts(
  records: EvidenceRecord[],
  repository: Repository,
): PullRequestFact[] {
  const reviews = ofKind(records, 'review');
  const requests = new Map<number, RecordOf<PullRequestSeen>[]>();
  for (const record of ofKind(records, 'pull-request')) {
    if (record.observation.repository === repository) {
      const { number } = record.observation;
      requests.set(number, [...(requests.get(number) ?? []), record]);
    }
  }
  return [...requests.entries()]
    .sort(([a], [b]) => a - b)
    .map(([number, reports]) =>
      pullRequestFact(
        reports,
        reviews.filter(
          ({ observation }) =>
            observation.repository === repository &&
            observation.number === number,
        ),
      ),
    );
}

function pullRequestFact(
  reports: RecordOf<PullRequestSeen>[],
  reviews: RecordOf<Review>[],
): PullRequestFact {
  const ordered = [...reports].sort(byTimeThenId);
  // Nothing un-merges a pull request, so what a merge said stays true whatever
  // comes after it or was delayed until then.
  const { observation } =
    ordered.find(report => report.observation.state === 'merged') ??
    ordered[ordered.length - 1];
  return {
    number: observation.number,
    title: observation.title,
    state: observation.state,
    author: authorOf(observation, ordered),
    baseBranch: observation.baseBranch,
    head: observation.head,
    mergeCommit: observation.mergeCommit,
    mergedBy: observation.mergedBy,
    mergedAt: observation.mergedAt,
    reviews: [...reviews].sort(byTimeThenId).map(reviewFact),
    evidence: reports.map(({ id }) => id).sort(),
  };
}

/** Some forges name the author in some of the events only. */
function authorOf(
  { author }: PullRequestSeen,
  reports: RecordOf<PullRequestSeen>[],
): Person {
  const isNamed = ({ account, name, email }: Person) =>
    account ?? name ?? email;
  return (
    [author, ...reports.map(report => report.observation.author)].find(
      isNamed,
    ) ?? author
  );
}

function reviewFact(record: RecordOf<Review>): ReviewFact {
  const { observation } = record;
  return {
    id: observation.reviewId,
    reviewer: observation.reviewer,
    state: observation.state,
    commit: observation.commit,
    owner: observation.owner,
    at: record.occurredAt,
    evidence: [record.id],
  };
}
