import type { Severity } from './assessment';
import type { Control, Level } from './level';

/** What approvals an environment asks for. @public */
export interface ApprovalRule {
  kind: 'environment' | 'security-signoff';
  /** Entity refs of the groups or users who may decide. */
  from: string[];
  count: number;
}

/** @public */
export interface BreakGlassRule {
  from: string[];
  ttlMs: number;
  reviewWithinMs: number;
  reviewers: string[];
}

/** A stage that releases are promoted to. @public */
export interface Environment {
  name: string;
  /** Other names by which deployers call it, lower case. */
  aliases: string[];
  /** Whether a deployment here asks for a gate. */
  protected: boolean;
  requires: Record<Control, Level>;
  checks: {
    required: string[];
    /** Null when a check never grows too old. */
    maxAgeMs: number | null;
    blockingSeverity: Severity;
  };
  approvals: ApprovalRule[];
  approvalTtlMs: number | null;
  exceptions: { grantedBy: string[]; maxAgeMs: number | null } | null;
  breakGlass: BreakGlassRule | null;
  /** What the gate answers when the store cannot be read. */
  onOutage: 'closed' | 'open';
}

/** @public */
export interface RunnerGroups {
  /** Runner groups that serve nothing but release builds. */
  dedicated: string[];
}

/** Whom the policy expects to sign what is said of components. @public */
export interface TrustedSigner {
  /** The OIDC issuer, exactly. */
  issuer: string;
  /** A pattern for the whole identity; see `matchesWhole`. */
  identity: string;
  /** Entity refs, or null when for all. */
  components: string[] | null;
}

/** How it is known that a builder is hardened. @public */
export type HardeningBasis = 'attested' | 'declared';

/** A builder that the policy expects. @public */
export interface TrustedBuilder {
  /** A pattern for the whole of `builder.id`. */
  id: string;
  /**
   * A pattern for the identity that signs for it, where that differs from the
   * builder by design (delegating builders).
   */
  signer: string | null;
  network: HardeningBasis | null;
  identity: HardeningBasis | null;
}

/** @public */
export interface TrustPolicy {
  signers: TrustedSigner[];
  builders: TrustedBuilder[];
}

/**
 * What a release is measured by. `version` is the content hash of everything
 * else in it.
 *
 * @public
 */
export interface Policy {
  version: string;
  /** In promotion order. */
  environments: Environment[];
  runnerGroups: RunnerGroups;
  trust: TrustPolicy;
}

/**
 * The environment that a deployer's name for it means, letter case aside;
 * undefined for one that the policy does not know.
 *
 * @public
 */
export function findEnvironment(
  environments: Environment[],
  name: string,
): Environment | undefined {
  const wanted = name.toLowerCase();
  return environments.find(
    environment =>
      environment.name.toLowerCase() === wanted ||
      environment.aliases.includes(wanted),
  );
}
