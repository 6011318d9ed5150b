import type { RequirementResult } from '../vocabulary/assessment';
import type { CellLevel, Control } from '../vocabulary/level';
import type { MatrixContext } from './context';

/** What a requirement found out. @public */
export type Outcome = Pick<
  RequirementResult,
  'status' | 'reason' | 'evidence' | 'remedy'
>;

/**
 * One requirement of one cell: a pure function with its sentence.
 *
 * @public
 */
export interface Requirement {
  id: string;
  control: Control;
  level: CellLevel;
  title: string;
  evaluate(context: MatrixContext): Outcome;
}

export function met(reason: string, evidence: string[]): Outcome {
  return { status: 'met', reason, evidence: distinct(evidence), remedy: null };
}

export function notMet(
  reason: string,
  evidence: string[],
  remedy: string,
): Outcome {
  return { status: 'not-met', reason, evidence: distinct(evidence), remedy };
}

export function unknown(
  reason: string,
  remedy: string,
  evidence: string[] = [],
): Outcome {
  return { status: 'unknown', reason, evidence: distinct(evidence), remedy };
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)].sort();
}
