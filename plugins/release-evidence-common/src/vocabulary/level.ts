/** The four rows of the control matrix, top to bottom. @public */
export const CONTROLS = [
  'source-protection',
  'build-isolation',
  'artifact-identity',
  'deployment-approval',
] as const;

/** @public */
export type Control = (typeof CONTROLS)[number];

/** The levels in rising order; `none` stands below the first column. @public */
export const LEVELS = ['none', 'minimum', 'better', 'strong'] as const;

/** @public */
export type Level = (typeof LEVELS)[number];

/** A column of the matrix: every level but `none`. @public */
export type CellLevel = Exclude<Level, 'none'>;

/** The three columns of the control matrix, left to right. @public */
export const CELL_LEVELS: readonly CellLevel[] = [
  'minimum',
  'better',
  'strong',
];

/**
 * Negative when `a` is below `b`, zero when equal, positive when above.
 *
 * @public
 */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

/** The lowest of some levels; `strong` when there are none. @public */
export function lowestLevel(levels: Iterable<Level>): Level {
  let lowest: Level = 'strong';
  for (const level of levels) {
    if (compareLevels(level, lowest) < 0) {
      lowest = level;
    }
  }
  return lowest;
}
