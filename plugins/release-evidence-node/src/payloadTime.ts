import {
  Instant,
  ObservationBase,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';

const TIME_KEY = /(^|_)(at|time|timestamp|date)$|(At|Time|Timestamp|Date)$/;

/** Dates in a commit are for its author to choose. */
const COMMIT_KEY = /^(commits?|head_commit|last_commit)$/;

/** How far ahead of ours a sender's clock may be. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * The time of an event: what its own field says, else the latest moment that
 * any time-like field of the payload names. Undefined when there is none; then
 * only the moment of arrival is known.
 *
 * @param receivedAt - bounds the guess: what is later has not happened yet, as
 * an expiry or a due date
 * @public
 */
export function timeOfEvent(options: {
  eventTime?: unknown;
  payload: unknown;
  receivedAt: Instant;
}): ObservationBase['time'] {
  const at = parseInstant(options.eventTime);
  if (at) {
    return { at, basis: 'event' };
  }
  const latest = latestTimestamp(options.payload, options.receivedAt);
  return latest ? { at: latest, basis: 'payload' } : undefined;
}

/**
 * The latest moment, not after a payload's arrival, that any time-like field of
 * it names. Text that people wrote and the dates of commits are not looked at,
 * so that nobody moves an event by mentioning or forging a date.
 *
 * @public
 */
export function latestTimestamp(
  payload: unknown,
  receivedAt: Instant,
): Instant | undefined {
  const notAfter = new Date(
    Date.parse(receivedAt) + CLOCK_SKEW_MS,
  ).toISOString();
  let latest: Instant | undefined;
  const pending: unknown[] = [payload];
  while (pending.length > 0) {
    for (const [key, value] of fieldsOf(pending.pop())) {
      if (value && typeof value === 'object') {
        if (!COMMIT_KEY.test(key)) {
          pending.push(value);
        }
      } else if (TIME_KEY.test(key)) {
        const moment = parseInstant(value);
        if (moment && moment <= notAfter && (!latest || moment > latest)) {
          latest = moment;
        }
      }
    }
  }
  return latest;
}

/** Of a list only what has fields itself: it may be long, and has no names. */
function fieldsOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) {
    return value
      .filter(entry => entry && typeof entry === 'object')
      .map(entry => ['', entry]);
  }
  return value && typeof value === 'object' ? Object.entries(value) : [];
}
