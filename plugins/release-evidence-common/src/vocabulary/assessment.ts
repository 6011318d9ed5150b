import type { CellLevel, Control, Level } from './level';
import type { Instant } from './time';

/** Unknown means that there is no evidence; it is neither met nor failed. @public */
export type Status = 'met' | 'not-met' | 'unknown';

/** One requirement of a cell, answered. @public */
export interface RequirementResult {
  id: string;
  /** The requirement itself, as a sentence. */
  title: string;
  status: Status;
  /** Why, in one sentence. */
  reason: string;
  evidence: string[];
  /** What would make it met; null when it is. */
  remedy: string | null;
}

/** @public */
export interface Cell {
  level: CellLevel;
  status: Status;
  requirements: RequirementResult[];
}

/** @public */
export interface ControlResult {
  control: Control;
  level: Level;
  cells: Cell[];
}

/** @public */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** A named defect. @public */
export interface Finding {
  id: string;
  rule: string;
  severity: Severity;
  status: 'open' | 'excepted' | 'resolved';
  reason: string;
  remedy: string | null;
  evidence: string[];
  exception: string | null;
}

/** @public */
export interface QuestionAnswer {
  id: string;
  answer: 'yes' | 'no' | 'unknown';
  reason: string;
  evidence: string[];
}

/**
 * A release scored for one environment under one policy at one moment.
 *
 * @public
 */
export interface Assessment {
  environment: string;
  level: Level;
  policyVersion: string;
  fingerprint: string;
  assessedAt: Instant;
  controls: ControlResult[];
  questions: QuestionAnswer[];
  findings: Finding[];
}
