import {
  Instant,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import type { JsonObject } from './json/jsonDocument';

/*
 * Reading values out of a document whose schema somebody else wrote: what is of
 * another type than expected counts as absent.
 */

const LONGEST_TEXT = 500;

/** A text, cut so that what is said of a document stays small. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') {
    return null;
  }
  const text = value.trim();
  return text === '' ? null : copyOf(text.slice(0, LONGEST_TEXT));
}

/** A text of its own: a part of another keeps all of that in memory. */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

/**
 * A value as a word to be compared; empty for what is none. An object could not
 * even be made a text safely: it may have a member called `toString`.
 */
export function wordOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : '';
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list. */
export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isObject);
}

export function timeOf(value: unknown): Instant | null {
  return typeof value === 'string' ? parseInstant(value) ?? null : null;
}

/** Texts of a list, without empty ones and repeats. */
export function textsOf(values: unknown[]): string[] {
  return [...new Set(values.map(textOf))].filter(text => text !== null);
}
