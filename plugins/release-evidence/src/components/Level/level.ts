import {
  CELL_LEVELS,
  CellLevel,
  Level,
  LEVELS,
} from 'backstage-plugin-release-evidence-common';

/** How many of the meter's four steps are filled: one for `none`. */
export function stepsOf(level: Level): number {
  return LEVELS.indexOf(level) + 1;
}

/** The level above, or undefined at the top. */
export function nextLevel(level: Level): CellLevel | undefined {
  return CELL_LEVELS[LEVELS.indexOf(level)];
}
