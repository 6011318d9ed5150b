import { globToRegExp } from '../../vocabulary/branchRule';
import { bindsAtLeast } from '../../vocabulary/evidence';
import { personName, samePerson } from '../../vocabulary/person';
import type {
  PullRequestFact,
  ReleaseFacts,
  ReviewFact,
} from '../../vocabulary/release';
import { protectionAtLanding } from '../branchProtection';
import { landingOf } from '../change';
import type { MatrixContext } from '../context';
import {
  describeProof,
  provesSource,
  speaksForSource,
} from '../trust/sourceProof';
import { groundsOf, isVerified, whyNot } from '../trust/statements';
import { met, notMet, Outcome, Requirement, unknown } from '../requirement';

const SEND_RULES =
  'Send branch protection and ruleset events of the repository.';
const SEND_PUSHES = 'Send push and pull request events of the repository.';

function withProtection(
  context: MatrixContext,
  judge: (rules: ReturnType<typeof protectionAtLanding>) => Outcome,
): Outcome {
  const { source } = context.facts;
  if (!source) {
    return unknown(
      'Which commit the artifact was built from is not known.',
      'Label the image with org.opencontainers.image.source and .revision, or attest its provenance.',
    );
  }
  if (!bindsAtLeast(source.binding, 'declared')) {
    return unknown(
      `Commit ${short(
        source.commit,
      )} is only a guess: nobody but the tag or a foreign label names it.`,
      'Label the image with org.opencontainers.image.source and .revision, or attest its provenance.',
      source.evidence,
    );
  }
  const protection = protectionAtLanding(context.facts);
  return protection.landing
    ? judge(protection)
    : unknown(
        `No push or merge that brings commit ${short(
          source.commit,
        )} to a branch was reported.`,
        SEND_PUSHES,
        source.evidence,
      );
}

const branchProtectedAtMerge: Requirement = {
  id: 'branch-protected-at-merge',
  control: 'source-protection',
  level: 'minimum',
  title: 'The branch was protected when the commit landed on it',
  evaluate: context =>
    withProtection(context, ({ landing, rules, elsewhere, untold }) => {
      const branch = landing!.branch;
      if (rules.length > 0) {
        return met(
          `Branch ${branch} was protected when the commit landed on ${
            landing!.at
          }.`,
          rules.flatMap(({ evidence }) => evidence),
        );
      }
      if (untold.length > 0) {
        return unknown(
          'A rule existed when the commit landed, but what it asked for then was never reported.',
          SEND_RULES,
          untold.flatMap(({ evidence }) => evidence),
        );
      }
      if (elsewhere.length > 0) {
        return notMet(
          `Branch ${branch} was not protected when the commit landed on ${
            landing!.at
          }: ${describe(elsewhere, landing!.at)}`,
          [
            ...elsewhere.flatMap(({ evidence }) => evidence),
            ...landing!.evidence,
          ],
          'Land the next change while the branch is protected.',
        );
      }
      return unknown(
        `No protection rule of branch ${branch} was ever reported.`,
        SEND_RULES,
        landing!.evidence,
      );
    }),
};

function describe(
  spans: ReturnType<typeof protectionAtLanding>['elsewhere'],
  at: string,
): string {
  if (spans.every(span => span.from !== null && span.from > at)) {
    return `its protection begins on ${spans.map(s => s.from!).sort()[0]}.`;
  }
  return spans.some(span => !span.state!.enforced)
    ? 'the rule was not enforced.'
    : 'the rule had been removed.';
}

const codeOwnerReviewRequired: Requirement = {
  id: 'code-owner-review-required',
  control: 'source-protection',
  level: 'better',
  title: 'The branch asked for a code owner’s review',
  evaluate: context =>
    withProtection(context, ({ landing, rules }) => {
      if (rules.length === 0) {
        return unknown(
          `Which reviews branch ${landing!.branch} asked for is not known.`,
          SEND_RULES,
        );
      }
      const asking = rules.filter(
        ({ state }) => state.codeOwnerReview && state.requiredReviews > 0,
      );
      return asking.length > 0
        ? met(
            `Branch ${landing!.branch} asked for a code owner’s review.`,
            asking.flatMap(({ evidence }) => evidence),
          )
        : notMet(
            `Branch ${landing!.branch} did not ask for a code owner’s review.`,
            rules.flatMap(({ evidence }) => evidence),
            'Require review from code owners in the branch rule.',
          );
    }),
};

const ciDefinitionsProtected: Requirement = {
  id: 'ci-definitions-protected',
  control: 'source-protection',
  level: 'better',
  title: 'The build definitions are owned or their paths restricted',
  evaluate: context =>
    withProtection(context, ({ restrictions }) => {
      const path =
        context.facts.component.workflow?.path ??
        '.github/workflows/release.yml';
      const restricting = restrictions.filter(({ state }) =>
        state.restrictedPaths.some(pattern => globToRegExp(pattern).test(path)),
      );
      return restricting.length > 0
        ? met(
            `A rule restricts changes to ${path}.`,
            restricting.flatMap(({ evidence }) => evidence),
          )
        : unknown(
            'Who owns the build definitions is not known: no rule restricts their paths, and the CODEOWNERS file of the commit was not read.',
            'Restrict the workflow paths in a ruleset.',
          );
    }),
};

const workflowChangesReviewed: Requirement = {
  id: 'workflow-changes-reviewed',
  control: 'source-protection',
  level: 'better',
  title: 'No build definition changed without an owner’s review',
  evaluate: context => {
    const { change, facts } = context;
    const landing = landingOf(facts);
    if (!landing || !knownSource(facts)) {
      return unknown('The commits of this change are not known.', SEND_PUSHES);
    }
    const evidence = change.landings.flatMap(entry => entry.evidence);
    const touching = change.commits.filter(
      ({ sensitiveFiles }) => sensitiveFiles.length > 0,
    );
    const unreviewed = touching.filter(
      ({ commit }) => !reviewedByOwner(context, commit),
    );
    if (unreviewed.length > 0) {
      return notMet(
        `Commit ${short(unreviewed[0].commit)} changes ${
          unreviewed[0].sensitiveFiles[0]
        } without an owner’s review.`,
        evidence,
        'Have a code owner review the change in a pull request and release it again.',
      );
    }
    if (!change.complete) {
      return unknown(
        'Not every push between the previous release and this one was reported.',
        SEND_PUSHES,
        evidence,
      );
    }
    return met(
      touching.length === 0
        ? 'No build definition changed in this release.'
        : 'Every change of a build definition was reviewed by an owner.',
      [...evidence, ...change.pullRequests.flatMap(entry => entry.evidence)],
    );
  },
};

function reviewedByOwner(context: MatrixContext, commit: string): boolean {
  const landing = context.change.landings.find(
    entry =>
      entry.after === commit ||
      entry.commits.some(pushed => pushed.commit === commit),
  );
  const enforced = protectionAtLanding(context.facts).rules.some(
    ({ state }) => state.codeOwnerReview && state.requiredReviews > 0,
  );
  return context.change.pullRequests
    .filter(({ mergeCommit }) => mergeCommit === landing?.after)
    .some(pullRequest =>
      standingApprovals(pullRequest).some(({ owner }) => owner || enforced),
    );
}

const sourceProvenanceVerified: Requirement = {
  id: 'source-provenance-verified',
  control: 'source-protection',
  level: 'strong',
  title: 'Source or workflow provenance of this commit is verified',
  evaluate: context => {
    const speaking = context.documents.filter(speaksForSource);
    const proven = speaking.filter(judged => provesSource(judged, context));
    if (proven.length > 0) {
      return met(
        `${describeProof(proven[0])} signed by ${
          proven[0].verification.signer
        } speaks for this commit.`,
        groundsOf(proven),
      );
    }
    const remedy =
      'Publish source provenance, or build provenance whose certificate names the expected workflow and its commit.';
    const failed = speaking.filter(judged => !isVerified(judged));
    return failed.length > 0
      ? whyNot(failed, remedy)
      : unknown(
          'No verified source or build provenance speaks for this commit.',
          remedy,
          groundsOf(speaking),
        );
  },
};

const noAdminBypass: Requirement = {
  id: 'no-admin-bypass',
  control: 'source-protection',
  level: 'strong',
  title: 'Nobody, administrators included, could pass the rules by',
  evaluate: context =>
    withProtection(context, ({ landing, rules }) => {
      if (rules.length === 0) {
        return unknown(
          `Who could pass by the rules of branch ${
            landing!.branch
          } is not known.`,
          SEND_RULES,
        );
      }
      const strict = rules.filter(({ state }) => state.bypass === 'nobody');
      return strict.length > 0
        ? met(
            'The branch rule also bound administrators.',
            strict.flatMap(({ evidence }) => evidence),
          )
        : notMet(
            'Administrators or listed actors could pass the branch rule by.',
            rules.flatMap(({ evidence }) => evidence),
            'Enforce the rule for administrators and empty its bypass list.',
          );
    }),
};

const adminReviewOfHead: Requirement = {
  id: 'admin-review-of-head',
  control: 'source-protection',
  level: 'strong',
  title: 'An owner who is not the author approved the head commit',
  evaluate: ({ facts }) => {
    const landing = landingOf(facts);
    const pullRequest = facts.pullRequests.find(
      ({ mergeCommit }) =>
        mergeCommit !== null && mergeCommit === landing?.after,
    );
    if (!pullRequest || !knownSource(facts)) {
      return unknown(
        'The pull request that brought the commit is not known.',
        SEND_PUSHES,
      );
    }
    const approvals = standingApprovals(pullRequest);
    const owner = approvals.find(review => review.owner);
    const evidence = [
      ...pullRequest.evidence,
      ...approvals.flatMap(review => review.evidence),
    ];
    return owner
      ? met(
          `${personName(owner.reviewer)} approved the head of pull request ${
            pullRequest.number
          } as an owner.`,
          [...pullRequest.evidence, ...owner.evidence],
        )
      : notMet(
          `Nobody with owner standing approved the head of pull request ${pullRequest.number}.`,
          evidence,
          'Ask an owner of the repository, other than the author, to approve the last commit.',
        );
  },
};

/**
 * The approvals of a pull request that stood when it was merged: of its head,
 * by somebody else than its author, not dismissed or replaced.
 */
export function standingApprovals(pullRequest: PullRequestFact): ReviewFact[] {
  const latest = new Map<string, ReviewFact>();
  for (const review of pullRequest.reviews) {
    const inTime =
      pullRequest.mergedAt === null || review.at <= pullRequest.mergedAt;
    if (review.state !== 'commented' && inTime) {
      latest.set(review.reviewer.account ?? review.id, review);
    }
  }
  return [...latest.values()].filter(
    review =>
      review.state === 'approved' &&
      review.commit === pullRequest.head &&
      !samePerson(review.reviewer, pullRequest.author),
  );
}

function knownSource({ source }: ReleaseFacts): boolean {
  return source !== null && bindsAtLeast(source.binding, 'declared');
}

function short(commit: string): string {
  return commit.slice(0, 8);
}

/** The requirements of source protection, all three levels. @public */
export const sourceProtection: Requirement[] = [
  branchProtectedAtMerge,
  codeOwnerReviewRequired,
  ciDefinitionsProtected,
  workflowChangesReviewed,
  sourceProvenanceVerified,
  noAdminBypass,
  adminReviewOfHead,
];
