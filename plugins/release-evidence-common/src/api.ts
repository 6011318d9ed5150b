import type { Assessment } from './vocabulary/assessment';
import type { Digest } from './vocabulary/digest';
import type { DocumentKind } from './vocabulary/document';
import type {
  Binding,
  EvidenceClass,
  Verification,
} from './vocabulary/evidence';
import type { Control, Level } from './vocabulary/level';
import type { DeploymentStatus } from './vocabulary/observation';
import type { NamedBy, SubjectProof } from './vocabulary/release';
import type { Signer } from './vocabulary/signature';
import type { Instant } from './vocabulary/time';

/** A page of a list; `nextCursor` is absent on the last one. @public */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** @public */
export interface ReleaseTag {
  name: string;
  from: Instant;
  to: Instant | null;
}

/** @public */
export interface ReleaseSource {
  repository: string;
  commit: string;
  binding: Binding;
}

/** Where a release runs. @public */
export interface RunsIn {
  environment: string;
  since: Instant;
}

/** One row in a list of releases. @public */
export interface ReleaseSummary {
  component: string;
  digest: Digest;
  repository: string | null;
  tags: ReleaseTag[];
  source: ReleaseSource | null;
  /** First line of the commit's message, when a push told it. */
  title: string | null;
  recordedAt: Instant;
  /** The environment that `level` and `controls` are scored for. */
  environment: string | null;
  level: Level;
  controls: Record<Control, Level>;
  openFindings: number;
  runsIn: RunsIn[];
}

/** What a document says, and who signed it. @public */
export interface StatementDetails {
  /** How its subject relates to the release. */
  proof: SubjectProof;
  format: DocumentKind;
  /** Null for what is no statement. */
  predicateType: string | null;
  signer: Signer | null;
  /** Who claims to have signed what does not verify. */
  claimedSigner: string | null;
  signedAt: Instant | null;
  logIndex: string | null;
  /** What of it is looked at when the release is scored. */
  said: { name: StatementField; value: string }[];
  /** A public command that checks the same; null for what nobody signed. */
  command: string | null;
}

/** @public */
export type StatementField =
  | 'builder'
  | 'repository'
  | 'commit'
  | 'workflow'
  | 'runner'
  | 'verifier'
  | 'levels'
  | 'controls'
  | 'components'
  | 'outcome';

/** @public */
export interface EvidenceItem {
  id: string;
  class: EvidenceClass;
  /** An observation's kind, a document's format, or a predicate's family. */
  kind: string;
  subject: Digest | null;
  binding: Binding;
  verification: Verification | null;
  /** Null for what is no document. */
  statement: StatementDetails | null;
  source: string;
  occurredAt: Instant;
  receivedAt: Instant;
  summary: string;
  link: string | null;
  delivery: string | null;
}

/** @public */
export interface ReleaseDeployment {
  deployment: string;
  environment: string;
  status: DeploymentStatus;
  deployedAt: Instant | null;
  by: string | null;
  namedBy: NamedBy;
  binding: Binding;
  evidence: string[];
  link: string | null;
}

/** @public */
export interface ReleaseApproval {
  environment: string;
  decision: 'requested' | 'approved' | 'rejected';
  approver: string | null;
  at: Instant;
  namedBy: NamedBy;
  binding: Binding;
  comment: string | null;
  evidence: string[];
  link: string | null;
}

/** The whole of a release, as `GET /releases/{digest}` answers. @public */
export interface ReleaseDocument {
  component: string;
  digest: Digest;
  digests: Digest[];
  repository: string | null;
  tags: ReleaseTag[];
  source: ReleaseSource | null;
  title: string | null;
  recordedAt: Instant | null;
  /** Null when no environment is configured. */
  assessment: Assessment | null;
  environments: string[];
  evidence: EvidenceItem[];
  approvals: ReleaseApproval[];
  deployments: ReleaseDeployment[];
}

/** What stands in the way of the next level, cheapest first. @public */
export interface NextStep {
  control: Control;
  level: Level;
  requirement: string;
  remedy: string;
}

/** @public */
export interface ComponentEnvironment {
  environment: string;
  protected: boolean;
  running: {
    digest: Digest;
    tag: string | null;
    level: Level;
    since: Instant;
    approvedBy: string | null;
  } | null;
  latest: { digest: Digest; tag: string | null; level: Level } | null;
  approved: { digest: Digest } | null;
  /** Whether running, approved and latest differ. */
  drift: boolean;
  nextStep: NextStep | null;
}

/** @public */
export interface ComponentOverview {
  component: string;
  environments: ComponentEnvironment[];
}

/** How far a delivery was processed. @public */
export const DELIVERY_STATUSES = [
  'pending',
  'done',
  'ignored',
  'dead',
] as const;

/** @public */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** @public */
export interface DeliverySummary {
  id: string;
  source: string;
  type: string | null;
  status: DeliveryStatus;
  receivedAt: Instant;
  attempts: number;
  reason?: string;
  error?: string;
}

/** How many deliveries of a source stand at a status. @public */
export interface DeliveryCount {
  source: string;
  status: Exclude<DeliveryStatus, 'done'>;
  count: number;
}

/**
 * What in the inbox may need somebody. Of each status the newest `upTo` are
 * counted, and no others.
 *
 * @public
 */
export interface DeliveryCounts {
  counts: DeliveryCount[];
  upTo: number;
}

/** A release as a link needs it. @public */
export interface ReleaseReference {
  component: string;
  digest: Digest;
}

/** Who loaded a delivery from a recording, and on whose word. @public */
export interface DeliveryImport {
  by: string;
  /** `sender`: the sender's own credential was in the recording. */
  proof: 'sender' | 'importer';
}

/** @public */
export interface DeliveryDetail extends DeliverySummary {
  evidence: EvidenceItem[];
  /** The releases whose digests the evidence names, as far as the caller may see. */
  releases: ReleaseReference[];
  /** Null for one that its sender delivered. */
  imported: DeliveryImport | null;
  headers: Record<string, string>;
  /** SHA-256 of the body as received, hex. */
  bodySha256: string;
  bodySize: number;
}

/** Which deliveries to process again; at least one of them is given. @public */
export interface ReplayRequest {
  status?: DeliveryStatus;
  source?: string;
  ids?: string[];
  cursor?: string;
}

/** @public */
export interface ReplayAnswer {
  replayed: number;
  /** Where to go on; absent when all of them are due again. */
  nextCursor?: string;
}

/** One line of an import. @public */
export interface RecordedDelivery {
  source: string;
  /** As the sender sent them, names in any case. */
  headers?: Record<string, string>;
  /** Text as it was sent, or JSON that is written out compactly. */
  body?: unknown;
  /** The bytes as they were sent; instead of `body`. */
  bodyBase64?: string;
  /** Ignored: what counts is when we received it. */
  receivedAt?: string;
}

/** What became of the lines of an import. @public */
export interface ImportAnswer {
  accepted: number;
  duplicate: number;
  /** The first hundred lines that were refused, each naming its field. */
  failed: { line: number; reason: string }[];
  failedTotal: number;
}

/** @public */
export interface SourceHealth {
  id: string;
  type: string;
  status: 'ok' | 'silent' | 'failing' | 'not-served';
  reason?: string;
  lastAcceptedAt: Instant | null;
  lastRejected: { at: Instant; reason: string; count: number } | null;
  lagSeconds: number;
  dead: number;
  /** The longest silence in its recent past; null until enough was accepted. */
  usualSilenceSeconds: number | null;
}

/** @public */
export interface Health {
  sources: SourceHealth[];
  trust: { root: string; ageDays: number | null; refused: string[] }[];
  log: { size: number; verifiedAt: Instant | null };
}
