import type { Digest } from './digest';
import type { Observation } from './observation';
import type { Instant, TimeBasis } from './time';

/** What a piece of evidence is about. @public */
export type EvidenceClass =
  | 'source'
  | 'build'
  | 'artifact'
  | 'sbom'
  | 'attestation'
  | 'approval'
  | 'deployment';

/**
 * How strongly a record is tied to a release's digest, weakest first:
 * a heuristic, a person or configuration said so, an authenticated sender said
 * so, a verified statement whose subject is the digest.
 *
 * @public
 */
export const BINDINGS = [
  'inferred',
  'declared',
  'authenticated',
  'attested',
] as const;

/** @public */
export type Binding = (typeof BINDINGS)[number];

/** Whether a binding is as strong as another, or stronger. @public */
export function bindsAtLeast(binding: Binding, least: Binding): boolean {
  return BINDINGS.indexOf(binding) >= BINDINGS.indexOf(least);
}

/** The weaker of two bindings: a chain holds as well as its weakest link. @public */
export function weakerBinding(a: Binding, b: Binding): Binding {
  return BINDINGS.indexOf(a) <= BINDINGS.indexOf(b) ? a : b;
}

/** @public */
export type VerificationStatus =
  | 'verified'
  | 'untrusted'
  | 'invalid'
  | 'unverifiable'
  | 'unsigned';

/** The five separate questions asked of every statement. @public */
export const VERIFICATION_CHECKS = [
  'signature',
  'subject',
  'signer',
  'builder',
  'source',
] as const;

/** @public */
export type VerificationCheck = (typeof VERIFICATION_CHECKS)[number];

/** @public */
export interface CheckResult {
  result: 'ok' | 'failed' | 'not-checked';
  reason?: string;
}

/** @public */
export interface Verification {
  status: VerificationStatus;
  signer: string | null;
  reason: string | null;
  checks: Record<VerificationCheck, CheckResult>;
}

/**
 * An observation once stored: immutable, hashed, with the delivery it came
 * from. `id` derives from what was said and by which event of which source, so
 * the same delivery gives the same id on every installation and database.
 *
 * @public
 */
export interface EvidenceRecord {
  id: string;
  class: EvidenceClass;
  observation: Observation;
  /** The configured source that delivered it. */
  source: string;
  /** The delivery it was read out of. */
  delivery: string;
  subject: Digest | null;
  occurredAt: Instant;
  timeBasis: TimeBasis;
  receivedAt: Instant;
}
