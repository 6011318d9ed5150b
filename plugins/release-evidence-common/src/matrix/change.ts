import type { PushedCommit } from '../vocabulary/observation';
import type { Person } from '../vocabulary/person';
import type {
  Landing,
  PullRequestFact,
  ReleaseFacts,
} from '../vocabulary/release';
import type { Commit } from '../vocabulary/repository';

/**
 * What a release changes: the commits between the commit of the release that
 * ran before it in the environment (else the previous release of the
 * component) and its own.
 *
 * @public
 */
export interface ReleaseChange {
  from: Commit | null;
  commits: PushedCommit[];
  landings: Landing[];
  pullRequests: PullRequestFact[];
  /** Authors and committers of the change, and authors of its pull requests. */
  people: Person[];
  /** False when a push between the two commits was never reported. */
  complete: boolean;
}

/**
 * The landing that put the release's commit on its branch: on the branch that
 * the build ran for when it was one, else on the default branch, else the
 * earliest. Null when nothing reports the commit on a branch.
 *
 * @public
 */
export function landingOf(facts: ReleaseFacts): Landing | null {
  const commit = facts.source?.commit;
  if (!commit) {
    return null;
  }
  const landings = facts.landings.filter(landing => brings(landing, commit));
  const built = new Set(facts.runs.map(run => run.headBranch));
  return (
    landings.find(landing => built.has(landing.branch)) ??
    landings.find(landing => landing.branch === landing.defaultBranch) ??
    landings[0] ??
    null
  );
}

/**
 * Walks the pushes of the release's branch backwards, from the release's
 * commit to its predecessor's.
 */
export function changeOf(
  facts: ReleaseFacts,
  environment: string,
): ReleaseChange {
  const predecessor =
    facts.predecessors.find(entry => entry.environment === environment) ??
    facts.predecessors.find(entry => entry.environment === '');
  const from = predecessor?.commit ?? null;
  const landings = walkBack(facts, from);
  const commits = collectCommits(landings, facts.source?.commit ?? null, from);
  const merged = new Set(landings.map(({ after }) => after));
  const pullRequests = facts.pullRequests.filter(
    ({ mergeCommit }) => mergeCommit !== null && merged.has(mergeCommit),
  );
  const first = landings[landings.length - 1];
  return {
    from,
    commits,
    landings,
    pullRequests,
    people: [
      ...commits.flatMap(({ author, committer }) => [author, committer]),
      ...pullRequests.map(({ author }) => author),
    ],
    complete:
      first !== undefined &&
      landings.every(({ truncated }) => !truncated) &&
      (from === null || brings(first, from) || first.before === from),
  };
}

function walkBack(facts: ReleaseFacts, from: Commit | null): Landing[] {
  const start = landingOf(facts);
  if (!start) {
    return [];
  }
  const pushes = new Map(
    facts.landings
      .filter(landing => landing.branch === start.branch)
      .map(landing => [landing.after, landing]),
  );
  const walked: Landing[] = [];
  let current: Landing | undefined = start;
  while (current && !walked.includes(current)) {
    walked.push(current);
    // Without an earlier release, the change is what landed with the commit.
    if (from === null || brings(current, from) || current.before === from) {
      break;
    }
    current = current.before ? pushes.get(current.before) : undefined;
  }
  return walked;
}

function collectCommits(
  landings: Landing[],
  last: Commit | null,
  from: Commit | null,
): PushedCommit[] {
  return landings.flatMap((landing, index) => {
    const ids = landing.commits.map(({ commit }) => commit);
    const start = from ? ids.indexOf(from) + 1 : 0;
    const end = index === 0 && last ? ids.indexOf(last) + 1 : ids.length;
    return landing.commits.slice(start, end || ids.length);
  });
}

function brings(landing: Landing, commit: Commit): boolean {
  return (
    landing.after === commit ||
    landing.commits.some(entry => entry.commit === commit)
  );
}
