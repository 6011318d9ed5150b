/**
 * A moment in UTC with milliseconds, RFC 3339: `2026-01-31T12:00:00.000Z`.
 * One fixed form, so that comparing the strings compares the moments.
 *
 * @public
 */
export type Instant = string;

/**
 * Where the time of an evidence record comes from: the field that says when it
 * happened (`event`), the latest timestamp anywhere in the payload
 * (`payload`), or only the moment of arrival (`received`).
 *
 * @public
 */
export type TimeBasis = 'event' | 'payload' | 'received';

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * Reads RFC 3339 text (any offset), or a number of seconds or milliseconds
 * since 1970. What lies outside 1990 to 2200 is no time but a mistake.
 *
 * @public
 */
export function parseInstant(value: unknown): Instant | undefined {
  const milliseconds = toMilliseconds(value);
  return milliseconds !== undefined &&
    milliseconds >= EARLIEST &&
    milliseconds <= LATEST
    ? new Date(milliseconds).toISOString()
    : undefined;
}

function toMilliseconds(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value < 1e11 ? value * 1000 : value;
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]/.test(value)) {
    const text = value
      .replace(/ (?=[+-]\d\d:?\d\d$)/, '')
      .replace(' ', 'T')
      .replace(/ ?UTC$/, 'Z');
    const parsed = Date.parse(
      /([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`,
    );
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  return undefined;
}
