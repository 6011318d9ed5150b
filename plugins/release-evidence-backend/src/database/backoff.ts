/**
 * How long to wait before the next attempt, in milliseconds: doubling from one
 * second to ten minutes, with a little chance in it, so that what failed
 * together does not come back together.
 */
export function backoffMs(attempts: number, chance = Math.random()): number {
  const base = Math.min(600_000, 1000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(base * (0.75 + chance / 2));
}
