/*
 * When a source is silent
 *
 * Senders differ: a busy registry pushes every minute, a deployer once a week.
 * So a source is measured by its own recent past, the gaps between the last
 * deliveries that were accepted from it, which are found in one read of an
 * index. It is silent when it is quiet for more than three times the longest of
 * them, and for an hour at least, as deliveries come in bursts. A source that
 * fills its recent past within one working day will be called silent at night;
 * an average over weeks would not, but would have to read weeks of deliveries
 * each time somebody looks, and notice much later that a webhook is gone.
 */

/** How many deliveries make the recent past. */
export const RECENT_DELIVERIES = 51;

const FEWEST_GAPS = 5;
const TIMES_LONGER = 3;
const SHORTEST_SILENCE_SECONDS = 3600;

/**
 * The longest gap between deliveries; null for too few to tell.
 *
 * @param times - of accepted deliveries, in milliseconds, newest first
 */
export function usualSilenceSeconds(times: number[]): number | null {
  const gaps = times
    .slice(1)
    .map((time, index) => Math.max(0, times[index] - time) / 1000);
  return gaps.length < FEWEST_GAPS ? null : Math.max(...gaps);
}

/** Whether a source is quiet for longer than it usually is. */
export function isSilent(options: {
  lastAccepted: number | null;
  usualSeconds: number | null;
  now: number;
}): boolean {
  const { lastAccepted, usualSeconds, now } = options;
  if (lastAccepted === null) {
    return true;
  }
  const silence = (now - lastAccepted) / 1000;
  return (
    usualSeconds !== null &&
    silence > Math.max(SHORTEST_SILENCE_SECONDS, TIMES_LONGER * usualSeconds)
  );
}
