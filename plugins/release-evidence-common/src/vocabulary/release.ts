import type { ArtifactName } from './artifactName';
import type { BranchRuleState } from './branchRule';
import type { Digest } from './digest';
import type { DocumentContent, DocumentKind } from './document';
import type { Binding } from './evidence';
import type {
  DeploymentStatus,
  ApprovalSeen,
  PullRequestSeen,
  PushedCommit,
  Review,
  RunStatus,
  Runner,
} from './observation';
import type { Person } from './person';
import type { SignatureFact } from './signature';
import type { Commit, Repository } from './repository';
import type { Instant } from './time';

/** Ids of the evidence records that a fact rests on. @public */
export interface Grounded {
  evidence: string[];
}

/** Which build definition a component's releases should come from. @public */
export interface ExpectedWorkflow {
  repository: Repository;
  path: string;
  /** A glob over the git ref, or null when any ref will do. */
  ref: string | null;
}

/** What the catalog says of a component, as far as scoring needs it. @public */
export interface ComponentFacts {
  ref: string;
  repositories: Repository[];
  artifacts: ArtifactName[];
  workflow: ExpectedWorkflow | null;
}

/** One report that an artifact with one of the release's digests was stored. @public */
export interface RecordedArtifact extends Grounded {
  name: ArtifactName;
  digest: Digest;
  tag: string | null;
  at: Instant;
  binding: Binding;
}

/** While a tag pointed at the release. `to` is null as long as it does. @public */
export interface TagSpan extends Grounded {
  name: string;
  from: Instant;
  to: Instant | null;
}

/** Somebody's word on the commit that the artifact was built from. @public */
export interface SourceFact extends Grounded {
  repository: Repository;
  commit: Commit;
  binding: Binding;
}

/** Commits reached a branch, by a push or by a merge. @public */
export interface Landing extends Grounded {
  branch: string;
  defaultBranch: string | null;
  at: Instant;
  before: Commit | null;
  after: Commit;
  forced: boolean;
  commits: PushedCommit[];
  truncated: boolean;
}

/** @public */
export interface ReviewFact extends Grounded {
  id: string;
  reviewer: Person;
  state: Review['state'];
  commit: Commit;
  owner: boolean;
  at: Instant;
}

/** @public */
export interface PullRequestFact extends Grounded {
  number: number;
  title: string;
  state: PullRequestSeen['state'];
  author: Person;
  baseBranch: string;
  head: Commit;
  mergeCommit: Commit | null;
  mergedBy: Person | null;
  mergedAt: Instant | null;
  reviews: ReviewFact[];
}

/** A stretch of time in which a branch rule had one state. @public */
export interface BranchRuleSpan extends Grounded {
  ruleId: string;
  /** Null when the rule is older than what we know of it. */
  from: Instant | null;
  to: Instant | null;
  /** Null while the rule's content is unknown, though it existed. */
  state: BranchRuleState | null;
}

/** @public */
export interface JobFact extends Grounded {
  job: string;
  name: string;
  status: RunStatus;
  conclusion: string | null;
  runner: Runner | null;
  startedAt: Instant | null;
}

/** @public */
export interface RunFact extends Grounded {
  repository: Repository | null;
  run: string;
  attempt: number;
  workflowPath: string | null;
  workflowName: string | null;
  event: string | null;
  status: RunStatus;
  conclusion: string | null;
  head: Commit | null;
  headBranch: string | null;
  headRepository: Repository | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  actor: Person | null;
  variables: string[];
  link: string | null;
  jobs: JobFact[];
  /** How surely this run made the artifact. */
  binding: Binding;
}

/** What a report uses to say which artifact it means. @public */
export type NamedBy = 'digest' | 'run' | 'commit' | 'tag';

/** Somebody's decision, outside this portal, that reaches this release. @public */
export interface ApprovalFact extends Grounded {
  environment: string;
  decision: ApprovalSeen['decision'];
  channel: ApprovalSeen['channel'];
  approver: Person | null;
  requester: Person | null;
  comment: string | null;
  at: Instant;
  namedBy: NamedBy;
  binding: Binding;
  link: string | null;
}

/** One deployment of this release, all its reports put together. @public */
export interface DeploymentFact extends Grounded {
  deployment: string;
  environment: string;
  status: DeploymentStatus;
  /** When it began to take effect, else when it was first reported done. */
  deployedAt: Instant | null;
  finishedAt: Instant | null;
  by: Person | null;
  namedBy: NamedBy;
  binding: Binding;
  tag: string | null;
  link: string | null;
}

/**
 * How a document's subject relates to the release: it names the release's own
 * digest; a platform manifest of the release's index; another digest; or it
 * names no digest, only a tag or a commit, or nothing at all.
 *
 * @public
 */
export type SubjectProof =
  | 'same-digest'
  | 'part-of-index'
  | 'other-digest'
  | 'no-digest';

/** A document that reaches this release. @public */
export interface DocumentFact extends Grounded {
  document: Digest;
  format: DocumentKind;
  content: DocumentContent;
  proof: SubjectProof;
  /** The release's digests that the document is about. */
  subjects: Digest[];
  at: Instant;
  binding: Binding;
  /** Null while it waits to be verified, and for what nobody signs. */
  signature: SignatureFact | null;
}

/** The release that this one follows in an environment. @public */
export interface Predecessor {
  environment: string;
  digest: Digest;
  commit: Commit | null;
}

/**
 * Everything that scoring may look at, put together from the evidence of one
 * release. Lists are sorted, so that equal evidence gives equal facts whatever
 * the order of its arrival.
 *
 * @public
 */
export interface ReleaseFacts {
  component: ComponentFacts;
  digest: Digest;
  /** The release's own digest first, then the platform manifests of its index. */
  digests: Digest[];
  repository: ArtifactName | null;
  recorded: RecordedArtifact[];
  tags: TagSpan[];
  source: SourceFact | null;
  landings: Landing[];
  pullRequests: PullRequestFact[];
  branchRules: BranchRuleSpan[];
  runs: RunFact[];
  approvals: ApprovalFact[];
  deployments: DeploymentFact[];
  documents: DocumentFact[];
  predecessors: Predecessor[];
}
