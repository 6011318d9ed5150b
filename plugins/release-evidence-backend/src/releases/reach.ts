import {
  ApprovalSeen,
  ArtifactPushed,
  BuildRunSeen,
  Commit,
  ComponentFacts,
  DeploymentSeen,
  Digest,
  EvidenceRecord,
  identifier,
  Identifier,
  Observation,
  Repository,
} from 'backstage-plugin-release-evidence-common';

/*
 * What belongs to a release
 *
 * A release is what can be reached from its digest over shared identifiers:
 * digest → the commit its label names → the push and pull request that brought
 * that commit, the rules of its repository, the runs on it → their jobs and
 * approvals. Reaching is a pure function of the records found so far; the
 * caller fetches what it asks for and calls again until it asks for nothing
 * new. As more evidence only ever adds identifiers, the end is the same
 * whatever came first.
 */

/** Records by the identifiers they were found under. */
export type Lookup = (identifier: Identifier) => EvidenceRecord[];

/** How many pushes a change is followed back before it counts as incomplete. */
export const MAX_PUSHES_WALKED = 200;

export interface Reach {
  identifiers: Identifier[];
  digests: Digest[];
  commits: { repository: Repository; commit: Commit }[];
}

/** Records of one kind, with the observation's type. */
export function ofKind<K extends Observation['kind']>(
  records: EvidenceRecord[],
  kind: K,
): (EvidenceRecord & { observation: Extract<Observation, { kind: K }> })[] {
  return records.filter(
    (
      record,
    ): record is EvidenceRecord & {
      observation: Extract<Observation, { kind: K }>;
    } => record.observation.kind === kind,
  );
}

/**
 * The identifiers on which a release's evidence hangs, as far as `lookup` can
 * tell.
 *
 * @param mentions - records that mean the release by a tag that it held
 * @param until - commits of earlier releases, where following the pushes ends
 */
export function reach(
  digest: Digest,
  component: ComponentFacts,
  lookup: Lookup,
  mentions: EvidenceRecord[],
  until: ReadonlySet<Commit>,
): Reach {
  const digests = digestsOf(digest, lookup);
  const named = digests.flatMap(entry => lookup(identifier.digest(entry)));
  const commits = commitsOf(named, digests, component);
  const identifiers = new Set<Identifier>(digests.map(identifier.digest));
  for (const { repository, commit } of commits) {
    addCommit(identifiers, repository, commit, lookup);
    addPushesBefore(identifiers, repository, commit, lookup, until);
  }
  addRunsAndDeployments(identifiers, [...named, ...mentions]);
  return { identifiers: [...identifiers], digests, commits };
}

/** The release's own digest first, then the manifests that its index lists. */
export function digestsOf(digest: Digest, lookup: Lookup): Digest[] {
  const platforms = ofKind(lookup(identifier.digest(digest)), 'artifact-pushed')
    .filter(({ observation }) => observation.digest === digest)
    .flatMap(({ observation }) => observation.platforms);
  return [
    digest,
    ...[...new Set(platforms)].filter(entry => entry !== digest).sort(),
  ];
}

/**
 * Which commits somebody names for the release's digests: an image label of
 * the registry's event, a run that lists the digest, or, as a guess, a tag that
 * is a whole commit id.
 */
function commitsOf(
  records: EvidenceRecord[],
  digests: Digest[],
  component: ComponentFacts,
): Reach['commits'] {
  const own = new Set(digests);
  const labelled = ofKind(records, 'artifact-pushed')
    .filter(({ observation }) => own.has(observation.digest))
    .flatMap(({ observation }) => commitOfPush(observation, component));
  const built = ofKind(records, 'build-run').flatMap(
    ({ observation: { repository, head } }) =>
      repository && head ? [{ repository, commit: head }] : [],
  );
  const all = [...labelled, ...built].map(
    ({ repository, commit }) =>
      [`${repository}@${commit}`, { repository, commit }] as const,
  );
  return [...new Map(all).values()];
}

/** The commit of a push: labelled, or guessed from the tag. */
export function commitOfPush(
  { revision, sourceRepository, tag }: ArtifactPushed,
  component: ComponentFacts,
): { repository: Repository; commit: Commit; guessed: boolean }[] {
  const repository = sourceRepository ?? component.repositories[0];
  if (revision && repository) {
    return [{ repository, commit: revision, guessed: !sourceRepository }];
  }
  const guess = /^(?:sha-|git-|commit-)?([0-9a-f]{40})$/.exec(tag ?? '');
  return guess && repository
    ? [{ repository, commit: guess[1], guessed: true }]
    : [];
}

function addCommit(
  identifiers: Set<Identifier>,
  repository: Repository,
  commit: Commit,
  lookup: Lookup,
): void {
  const id = identifier.commit(repository, commit);
  identifiers.add(id);
  identifiers.add(identifier.rules(repository));
  identifiers.add(
    identifier.rules(repository.split('/').slice(0, 2).join('/')),
  );
  const records = lookup(id);
  for (const { observation } of ofKind(records, 'pull-request')) {
    identifiers.add(
      identifier.pullRequest(observation.repository, observation.number),
    );
  }
  addRunsAndDeployments(identifiers, records);
}

function addRunsAndDeployments(
  identifiers: Set<Identifier>,
  records: EvidenceRecord[],
): void {
  const naming: (BuildRunSeen | DeploymentSeen | ApprovalSeen)[] = [
    ...ofKind(records, 'build-run'),
    ...ofKind(records, 'deployment'),
    ...ofKind(records, 'approval'),
  ].map(({ observation }) => observation);
  for (const observation of naming) {
    if (observation.run) {
      identifiers.add(identifier.run(observation.repository, observation.run));
    }
    if (observation.kind === 'deployment') {
      identifiers.add(identifier.deployment(observation.deployment));
    }
  }
}

/**
 * Follows the pushes of the branch back until the commit of every earlier
 * release has been met. Without an earlier release there is nowhere to go.
 */
function addPushesBefore(
  identifiers: Set<Identifier>,
  repository: Repository,
  commit: Commit,
  lookup: Lookup,
  until: ReadonlySet<Commit>,
): void {
  const pending = [commit];
  const walked = new Set<Commit>();
  const sought = new Set(until);
  while (
    pending.length > 0 &&
    sought.size > 0 &&
    walked.size < MAX_PUSHES_WALKED
  ) {
    const current = pending.pop()!;
    if (walked.has(current)) {
      continue;
    }
    walked.add(current);
    sought.delete(current);
    const id = identifier.commit(repository, current);
    identifiers.add(id);
    const records = lookup(id);
    for (const { observation } of ofKind(records, 'commits-pushed')) {
      observation.commits.forEach(entry => sought.delete(entry.commit));
      if (observation.before) {
        pending.push(observation.before);
      }
    }
    for (const { observation } of ofKind(records, 'pull-request')) {
      if (observation.mergeCommit === current) {
        identifiers.add(
          identifier.pullRequest(observation.repository, observation.number),
        );
      }
    }
  }
}
