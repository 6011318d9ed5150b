import {
  Cell,
  compareLevels,
  Control,
  ControlResult,
  Level,
  Status,
} from 'backstage-plugin-release-evidence-common';
import { nextLevel } from '../Level/level';

/**
 * Where a cell stands on its control's way up: part of the level reached, the
 * next one to earn, or beyond that. What is met beyond the next cell does not
 * count yet.
 */
export type StepState = 'reached' | 'next' | 'later';

/** A cell of the matrix, as it is drawn. */
export interface Step {
  cell: Cell;
  state: StepState;
  total: number;
  /** Requirements that evidence speaks against. */
  notMet: number;
  /** Requirements that there is no evidence for. */
  unknown: number;
}

/** One row of the matrix. */
export interface ControlSteps {
  control: Control;
  level: Level;
  steps: Step[];
}

/** The matrix as steps, its rows and columns in the order given. */
export function stepsOfControls(controls: ControlResult[]): ControlSteps[] {
  return controls.map(({ control, level, cells }) => ({
    control,
    level,
    steps: cells.map(cell => ({
      cell,
      state: stateOf(cell, level),
      total: cell.requirements.length,
      notMet: count(cell, 'not-met'),
      unknown: count(cell, 'unknown'),
    })),
  }));
}

function count({ requirements }: Cell, wanted: Status): number {
  return requirements.filter(({ status }) => status === wanted).length;
}

function stateOf(cell: Cell, reached: Level): StepState {
  if (compareLevels(cell.level, reached) <= 0) {
    return 'reached';
  }
  return cell.level === nextLevel(reached) ? 'next' : 'later';
}
