import type { ArtifactName } from './artifactName';
import type { BranchRuleState } from './branchRule';
import { Digest, EMPTY_FILE_DIGEST } from './digest';
import type { DocumentContent, DocumentKind } from './document';
import type { EvidenceClass } from './evidence';
import type { Person } from './person';
import type { Commit, Repository } from './repository';
import type { Instant } from './time';

/** What every observation says. @public */
export interface ObservationBase {
  /** When it happened, and how we know; absent when the payload has no time. */
  time?: { at: Instant; basis: 'event' | 'payload' };
  /** Where a person can look at it in the sender's own pages. */
  link?: string;
}

/** A registry says that a manifest or package was stored. @public */
export interface ArtifactPushed extends ObservationBase {
  kind: 'artifact-pushed';
  name: ArtifactName;
  digest: Digest;
  tag: string | null;
  mediaType: string | null;
  /** Digests of the platform manifests that an image index lists. */
  platforms: Digest[];
  /** `org.opencontainers.image.revision` and `.source`, when the event has them. */
  revision: Commit | null;
  sourceRepository: Repository | null;
  actor: Person | null;
}

/**
 * A registry says that a tag was pushed, but not what it points at. Only when
 * the registry has been asked does it name a digest.
 *
 * @public
 */
export interface ArtifactAnnounced extends ObservationBase {
  kind: 'artifact-announced';
  name: ArtifactName;
  tag: string;
  actor: Person | null;
}

/** A registry says that a manifest, or only a tag, was removed. @public */
export interface ArtifactDeleted extends ObservationBase {
  kind: 'artifact-deleted';
  name: ArtifactName;
  digest: Digest | null;
  tag: string | null;
}

/** A commit inside a push, with what a reviewer must look at twice. @public */
export interface PushedCommit {
  commit: Commit;
  title: string;
  author: Person;
  committer: Person;
  /** Workflow and CODEOWNERS files that the commit changes. */
  sensitiveFiles: string[];
}

/** A branch or tag moved in a repository. @public */
export interface CommitsPushed extends ObservationBase {
  kind: 'commits-pushed';
  repository: Repository;
  ref: string;
  defaultBranch: string | null;
  before: Commit | null;
  after: Commit | null;
  forced: boolean;
  commits: PushedCommit[];
  /** Whether the sender cut the list of commits short. */
  truncated: boolean;
  pusher: Person | null;
}

/** A pull or merge request as of one event. @public */
export interface PullRequestSeen extends ObservationBase {
  kind: 'pull-request';
  repository: Repository;
  number: number;
  title: string;
  state: 'open' | 'closed' | 'merged';
  author: Person;
  baseBranch: string;
  head: Commit;
  headRepository: Repository | null;
  mergeCommit: Commit | null;
  mergedBy: Person | null;
  mergedAt: Instant | null;
}

/** One person's review of one head of a pull request. @public */
export interface Review extends ObservationBase {
  kind: 'review';
  repository: Repository;
  number: number;
  /** The forge's id of the review: a later event about it replaces this one. */
  reviewId: string;
  reviewer: Person;
  state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  commit: Commit;
  /** The reviewer administers or owns the repository, as the forge says. */
  owner: boolean;
  pullRequestAuthor: Person | null;
}

/** A protection rule or ruleset of branches was made, changed or removed. @public */
export interface BranchRuleChanged extends ObservationBase {
  kind: 'branch-rule';
  /** Null for a ruleset of a whole organisation. */
  repository: Repository | null;
  organization: string | null;
  /** Globs of the repositories of the organisation that the rule is for. */
  repositories: { includes: string[]; excludes: string[] } | null;
  ruleId: string;
  /** A ruleset stands on its own; other rules can be switched off together. */
  ruleset: boolean;
  /** When the rule itself began, long before this event perhaps. */
  existsSince: Instant | null;
  /** What held before this change, as far as the event tells. */
  before: BranchRuleState | null;
  /** What holds from this change on; null once removed. */
  after: BranchRuleState | null;
}

/** The rules of a repository, but not its rulesets, were switched on or off. @public */
export interface ProtectionSwitched extends ObservationBase {
  kind: 'protection-switched';
  repository: Repository;
  enabled: boolean;
}

/** @public */
export type RunStatus = 'waiting' | 'running' | 'completed';

/** A CI run as of one event. @public */
export interface BuildRunSeen extends ObservationBase {
  kind: 'build-run';
  /** Null when the sender does not say what it built. */
  repository: Repository | null;
  /** The sender's id, unique in the repository; without one, in the world. */
  run: string;
  attempt: number;
  /** Path of the build definition in its repository, when the sender tells. */
  workflowPath: string | null;
  workflowName: string | null;
  /** The forge's event that started the run: `push`, `pull_request_target`, … */
  event: string | null;
  status: RunStatus;
  /** In GitHub's words: `success`, `failure`, `cancelled`, `timed_out`, … */
  conclusion: string | null;
  head: Commit | null;
  headBranch: string | null;
  headRepository: Repository | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  actor: Person | null;
  /** Digests that the run says it produced. */
  digests: Digest[];
  /** Names, never values, of the variables that the build was given. */
  variables: string[];
}

/** What ran a job. @public */
export interface Runner {
  id: string | null;
  name: string | null;
  group: string | null;
  labels: string[];
  /** Run by the CI vendor; null when the sender does not say. */
  hosted: boolean | null;
  /** Made for one job and thrown away; null when the sender does not say. */
  ephemeral: boolean | null;
}

/** A job of a run as of one event, with the runner that it got. @public */
export interface BuildJobSeen extends ObservationBase {
  kind: 'build-job';
  repository: Repository | null;
  run: string;
  attempt: number;
  job: string;
  name: string;
  status: RunStatus;
  conclusion: string | null;
  head: Commit | null;
  runner: Runner | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
}

/** @public */
export type DeploymentStatus =
  | 'pending'
  | 'started'
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'inactive';

/** A deployer reports on one deployment. @public */
export interface DeploymentSeen extends ObservationBase {
  kind: 'deployment';
  /** The sender's id of the deployment: its reports belong together. */
  deployment: string;
  environment: string;
  status: DeploymentStatus;
  repository: Repository | null;
  commit: Commit | null;
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
  run: string | null;
  by: Person | null;
}

/** Somebody decided, outside this portal, about a promotion. @public */
export interface ApprovalSeen extends ObservationBase {
  kind: 'approval';
  environment: string;
  decision: 'requested' | 'approved' | 'rejected';
  channel: 'portal' | 'forge' | 'ticket' | 'chat';
  approver: Person | null;
  /** Who started what is being approved. */
  requester: Person | null;
  comment: string | null;
  repository: Repository | null;
  commit: Commit | null;
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
  run: string | null;
}

/** @public */
export type CheckOutcome = 'passed' | 'failed' | 'unknown';

/** Defects that a scan found, by severity. @public */
export interface SeverityCounts {
  critical: number;
  high: number;
  medium: number;
  low: number;
  unknown: number;
}

/** A test or scan ended, as the tool or service that ran it says. @public */
export interface CheckSeen extends ObservationBase {
  kind: 'check';
  /** What an environment asks for: `test`, `vulnerability`, `static-analysis`, … */
  check: string;
  name: string;
  tool: string | null;
  outcome: CheckOutcome;
  defects: SeverityCounts | null;
  repository: Repository | null;
  commit: Commit | null;
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
  run: string | null;
}

/** Where in a registry a document was found, beside what it speaks of. @public */
export interface DocumentAttachment {
  /** The manifest that holds it. */
  manifest: Digest;
  artifactType: string | null;
  /** The manifest's and the layer's: cosign keeps signatures in them. */
  annotations: Record<string, string>;
}

/**
 * A document is kept: one that somebody uploaded, or one that a registry keeps
 * beside an artifact. One that holds several statements is said once for each.
 *
 * @public
 */
export interface DocumentKept extends ObservationBase {
  kind: 'document';
  /** SHA-256 of the document's bytes, by which it is found again. */
  document: Digest;
  bytes: number;
  mediaType: string | null;
  format: DocumentKind;
  content: DocumentContent;
  /** Which of the document's contents this is, counted from 0. */
  position: number;
  via: 'upload' | 'registry';
  attachment: DocumentAttachment | null;
  /** What it was uploaded for, or attached to: not what it says itself. */
  digest: Digest | null;
  repository: Repository | null;
  commit: Commit | null;
  /** The component that it was uploaded for, as an entity ref. */
  component: string | null;
}

/**
 * A plain typed value that an adapter reads out of a delivery.
 *
 * @public
 */
export type Observation =
  | ArtifactPushed
  | ArtifactAnnounced
  | ArtifactDeleted
  | CommitsPushed
  | PullRequestSeen
  | Review
  | BranchRuleChanged
  | ProtectionSwitched
  | BuildRunSeen
  | BuildJobSeen
  | DeploymentSeen
  | ApprovalSeen
  | CheckSeen
  | DocumentKept;

/** @public */
export type ObservationKind = Observation['kind'];

const CLASSES: Record<Exclude<ObservationKind, 'document'>, EvidenceClass> = {
  'artifact-pushed': 'artifact',
  'artifact-announced': 'artifact',
  'artifact-deleted': 'artifact',
  'commits-pushed': 'source',
  'pull-request': 'source',
  review: 'source',
  'branch-rule': 'source',
  'protection-switched': 'source',
  'build-run': 'build',
  'build-job': 'build',
  deployment: 'deployment',
  approval: 'approval',
  check: 'attestation',
};

/** The evidence class of an observation. @public */
export function evidenceClassOf(observation: Observation): EvidenceClass {
  return observation.kind === 'document'
    ? classOfContent(observation.content)
    : CLASSES[observation.kind];
}

function classOfContent(content: DocumentContent): EvidenceClass {
  switch (content.kind) {
    case 'sbom':
      return 'sbom';
    case 'statement':
      return content.predicate?.kind === 'sbom' ? 'sbom' : 'attestation';
    case 'manifest':
      return 'artifact';
    case 'log':
      return 'build';
    default:
      return 'attestation';
  }
}

/**
 * The digests that a document says it is about itself. That of the empty file
 * is left out, as it would tie together what has nothing in common.
 *
 * @public
 */
export function ownSubjectsOf({ content }: DocumentKept): Digest[] {
  if (content.kind === 'manifest') {
    return content.subject ? [content.subject] : [];
  }
  return 'subjects' in content
    ? content.subjects
        .flatMap(({ digests }) => digests)
        .filter(digest => digest !== EMPTY_FILE_DIGEST)
    : [];
}

/** The digest an observation is about, when it names one itself. @public */
export function subjectOf(observation: Observation): Digest | null {
  if (observation.kind === 'document') {
    const own = ownSubjectsOf(observation);
    return observation.digest && own.includes(observation.digest)
      ? observation.digest
      : own[0] ?? observation.digest;
  }
  return 'digest' in observation ? observation.digest : null;
}
