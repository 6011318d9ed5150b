import { parseInstant } from 'backstage-plugin-release-evidence-common';

const TIME_KEY = /(^|_)(at|time|timestamp|date)$|(At|Time|Timestamp|Date)$/;

/**
 * The latest moment that any time-like field of a payload names. It stands in
 * for the time of an event whose own field is missing; text that people wrote
 * is not looked at, so that nobody moves an event by mentioning a date.
 *
 * @public
 */
export function latestTimestamp(payload: unknown): string | undefined {
  let latest: string | undefined;
  const pending: unknown[] = [payload];
  while (pending.length > 0) {
    const value = pending.pop();
    if (value && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (inner && typeof inner === 'object') {
          pending.push(inner);
        } else if (TIME_KEY.test(key)) {
          const moment = parseInstant(inner);
          if (moment && (!latest || moment > latest)) {
            latest = moment;
          }
        }
      }
    }
  }
  return latest;
}
