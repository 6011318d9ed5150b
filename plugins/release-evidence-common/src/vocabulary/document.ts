import type { Digest } from './digest';
import type { CheckOutcome, SeverityCounts } from './observation';
import type {
  AssertionContent,
  ProvenanceContent,
  SourceProvenanceContent,
  SummaryContent,
} from './provenance';
import type { Commit } from './repository';
import type { Instant } from './time';

/**
 * What a document can be. `log` is plain text and `other` is kept without being
 * understood: neither is ever guessed.
 *
 * @public
 */
export const DOCUMENT_KINDS = [
  'spdx',
  'cyclonedx',
  'sarif',
  'junit',
  'openvex',
  'csaf-vex',
  'trivy',
  'grype',
  'sigstore-bundle',
  'dsse',
  'in-toto',
  'cosign-signature',
  'oci-manifest',
  'oci-index',
  'log',
  'other',
] as const;

/** @public */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * Something that a document says it is about. It is the document's own word:
 * nobody has checked it.
 *
 * @public
 */
export interface DocumentSubject {
  name: string | null;
  /** Digests of the thing itself, and never of its configuration or source. */
  digests: Digest[];
  commit: Commit | null;
  purl: string | null;
}

/** A bill of materials. @public */
export interface SbomContent {
  kind: 'sbom';
  format: 'spdx' | 'cyclonedx';
  specVersion: string;
  name: string | null;
  createdAt: Instant | null;
  subjects: DocumentSubject[];
  /** How many components it lists, its own subject left out. */
  components: number;
  tools: string[];
}

/** How many tests ended how. @public */
export interface TestCounts {
  passed: number;
  failed: number;
  errors: number;
  skipped: number;
}

/**
 * The report of a test or scan.
 *
 * A test report says itself whether it passed. A scan only lists what it found,
 * and whether that is too much is for a policy to say: its outcome is `passed`
 * when it found nothing, `failed` when it says that it did not run to its end,
 * and otherwise `unknown`, to be judged by `defects`.
 *
 * @public
 */
export interface CheckContent {
  kind: 'check';
  check: 'test' | 'vulnerability' | 'static-analysis';
  tool: string | null;
  name: string | null;
  at: Instant | null;
  outcome: CheckOutcome;
  tests: TestCounts | null;
  defects: SeverityCounts | null;
  subjects: DocumentSubject[];
}

/** How many statements of a VEX document say what. @public */
export interface VexStatusCounts {
  notAffected: number;
  affected: number;
  fixed: number;
  underInvestigation: number;
}

/** What a document says about vulnerabilities that a scanner would report. @public */
export interface VexContent {
  kind: 'vex';
  format: 'openvex' | 'csaf';
  specVersion: string;
  author: string | null;
  at: Instant | null;
  /** One for each pair of vulnerability and product. */
  statuses: VexStatusCounts;
  subjects: DocumentSubject[];
}

/** An in-toto statement, signed or not; signatures are counted, not checked. @public */
export interface StatementContent {
  kind: 'statement';
  envelope: 'bundle' | 'dsse' | 'cosign' | 'none';
  /** `0.1`, `0.2`, `0.3`; null for what is no Sigstore bundle. */
  bundleVersion: string | null;
  /** Null when what is signed is no in-toto statement. */
  predicateType: string | null;
  subjects: DocumentSubject[];
  signatures: number;
  /** What the predicate says; null for one that is kept and not understood. */
  predicate: PredicateContent | null;
}

/** What a statement can say. @public */
export type PredicateContent =
  | SbomContent
  | CheckContent
  | VexContent
  | ProvenanceContent
  | SummaryContent
  | SourceProvenanceContent
  | AssertionContent;

/** A manifest that an image index lists. @public */
export interface ListedManifest {
  digest: Digest;
  mediaType: string | null;
  /** `linux/arm64/v8`; null when the index does not say. */
  platform: string | null;
}

/** An OCI or Docker image manifest, or an index of them. @public */
export interface ManifestContent {
  kind: 'manifest';
  mediaType: string;
  artifactType: string | null;
  configMediaType: string | null;
  /** What this manifest refers to: set for signatures, SBOMs, attestations. */
  subject: Digest | null;
  /** An index's manifests, those left out that hold statements about another. */
  platforms: ListedManifest[];
  /** An index's manifests that hold statements about another of them. */
  attestations: ListedManifest[];
  /** Media types of the layers, each once. */
  layers: string[];
  /** Those that say where the image comes from (`org.opencontainers.image.*`). */
  annotations: Record<string, string>;
}

/** Plain text. @public */
export interface LogContent {
  kind: 'log';
  lines: number;
  bytes: number;
}

/** Something that is kept without being understood. @public */
export interface OtherContent {
  kind: 'other';
  bytes: number;
}

/**
 * What a document says, as plain facts that stay small however large the
 * document is.
 *
 * @public
 */
export type DocumentContent =
  | SbomContent
  | CheckContent
  | VexContent
  | StatementContent
  | ManifestContent
  | LogContent
  | OtherContent;

/** Why a document cannot be read. @public */
export interface DocumentProblem {
  /** A JSON pointer, a path of XML elements, or `the document`. */
  field: string;
  /** What is wrong there, without repeating what stands there. */
  message: string;
  remedy: string;
}

/**
 * A document that was understood, or why it was not. JSON Lines of several
 * statements and reports of several runs give several contents.
 *
 * @public
 */
export type DocumentReading =
  | {
      kind: DocumentKind;
      specVersion: string | null;
      contents: DocumentContent[];
      warnings: string[];
    }
  | { problem: DocumentProblem };
