import type { Instant } from 'backstage-plugin-release-evidence-common';

/** A timestamp as the drivers give it: PostgreSQL a Date, SQLite a number. */
export type TimestampColumn = Date | number | string;

export function toInstant(value: TimestampColumn): Instant {
  return new Date(value).toISOString();
}

/** A bigint as the drivers give it: PostgreSQL text, SQLite a number. */
export type BigintColumn = string | number;

/**
 * PostgreSQL refuses the character U+0000 in text, and senders may send it.
 * Nothing that we compare or show loses by its absence.
 */
export function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}
