import type { Instant } from 'backstage-plugin-release-evidence-common';
import { DateTime, Duration } from 'luxon';

/** Deliveries take a while; only what came later than this is worth a word. */
const PROMPT_MS = 5 * 60_000;

/** How long ago, in words: `3 days ago`. */
export function relative(at: Instant, now: Date = new Date()): string {
  return (
    DateTime.fromISO(at).toRelative({ base: DateTime.fromJSDate(now) }) ?? at
  );
}

/** The moment itself in the reader's zone, which is named. */
export function exact(at: Instant): string {
  const moment = DateTime.fromISO(at);
  return moment.isValid
    ? moment.toLocaleString({
        ...DateTime.DATETIME_MED,
        timeZoneName: 'short',
      })
    : at;
}

/** How much later something was received; undefined when it was prompt. */
export function lateness(item: {
  occurredAt: Instant;
  receivedAt: Instant;
}): string | undefined {
  const late = Date.parse(item.receivedAt) - Date.parse(item.occurredAt);
  return late > PROMPT_MS ? roughly(late) : undefined;
}

/** A length of time in words, in the unit that keeps it short: `3 hours`. */
export function roughly(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const hours = Math.round(minutes / 60);
  if (minutes < 60) {
    return Duration.fromObject({ minutes }).toHuman();
  }
  return hours < 48
    ? Duration.fromObject({ hours }).toHuman()
    : Duration.fromObject({ days: Math.round(hours / 24) }).toHuman();
}

/** A stretch of a text: words, or a moment that stood among them. */
export type TextPart = { text: string } | { at: Instant };

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** Finds the moments that a sentence of the server names. */
export function partsOf(sentence: string): TextPart[] {
  return sentence
    .split(INSTANT)
    .filter(part => part !== '')
    .map(part => (INSTANT.test(part) ? { at: part } : { text: part }));
}
