import type {
  Assessment,
  Cell,
  ControlResult,
  RequirementResult,
  Status,
} from '../vocabulary/assessment';
import { contentHash } from '../vocabulary/hash';
import {
  Control,
  CELL_LEVELS,
  CONTROLS,
  lowestLevel,
} from '../vocabulary/level';
import type { Level } from '../vocabulary/level';
import type { Environment, Policy } from '../vocabulary/policy';
import type { ReleaseFacts } from '../vocabulary/release';
import type { Instant } from '../vocabulary/time';
import { matrixContext, MatrixContext } from './context';
import type { Requirement } from './requirement';
import { artifactIdentity } from './requirements/artifactIdentity';
import { buildIsolation } from './requirements/buildIsolation';
import { deploymentApproval } from './requirements/deploymentApproval';
import { sourceProtection } from './requirements/sourceProtection';

/** Every requirement of every cell. @public */
export const requirements: readonly Requirement[] = [
  ...sourceProtection,
  ...buildIsolation,
  ...artifactIdentity,
  ...deploymentApproval,
];

/**
 * Scores a release for one environment under one policy at one moment: the
 * only place where that is done. The server, the what-if, the pack's verifier
 * and the tests all call this function. It reads nothing but its arguments, and
 * equal arguments give an equal answer.
 *
 * @public
 */
export function assess(
  facts: ReleaseFacts,
  environment: Environment,
  policy: Policy,
  at: Instant,
): Assessment {
  const context = matrixContext(facts, environment, policy, at);
  const controls = CONTROLS.map(control => scoreControl(control, context));
  return {
    environment: environment.name,
    level: lowestLevel(controls.map(({ level }) => level)),
    policyVersion: policy.version,
    fingerprint: fingerprintOf(facts, environment, policy),
    assessedAt: at,
    controls,
    questions: [],
    findings: [],
  };
}

function scoreControl(control: Control, context: MatrixContext): ControlResult {
  const cells = CELL_LEVELS.map((level): Cell => {
    const results = requirements
      .filter(entry => entry.control === control && entry.level === level)
      .map(
        (requirement): RequirementResult => ({
          id: requirement.id,
          title: requirement.title,
          ...requirement.evaluate(context),
        }),
      );
    return { level, status: cellStatus(results), requirements: results };
  });
  return { control, level: levelReached(cells), cells };
}

function cellStatus(results: RequirementResult[]): Status {
  const statuses = results.map(({ status }) => status);
  if (statuses.includes('not-met')) {
    return 'not-met';
  }
  return statuses.includes('unknown') ? 'unknown' : 'met';
}

function levelReached(cells: Cell[]): Level {
  const firstOpen = cells.findIndex(({ status }) => status !== 'met');
  if (firstOpen === -1) {
    return 'strong';
  }
  return firstOpen === 0 ? 'none' : cells[firstOpen - 1].level;
}

/**
 * The hash of exactly the evidence set and policy that this assessment saw.
 */
function fingerprintOf(
  facts: ReleaseFacts,
  environment: Environment,
  policy: Policy,
): string {
  return contentHash({
    component: facts.component.ref,
    digest: facts.digest,
    environment: environment.name,
    policy: policy.version,
    evidence: evidenceOf(facts),
    signatures: facts.documents.map(({ signature }) => signature),
  });
}

/** The ids of all evidence that a release's facts rest on, sorted. @public */
export function evidenceOf(facts: ReleaseFacts): string[] {
  const ids = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (value && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'evidence' && Array.isArray(inner)) {
          inner.forEach(id => ids.add(String(id)));
        } else {
          visit(inner);
        }
      }
    }
  };
  visit(facts);
  return [...ids].sort();
}
