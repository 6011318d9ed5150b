import { identifiersOf } from 'backstage-plugin-release-evidence-common';
import type { Observed } from '../source';

/*
 * Whatever a sender sends must end as observations or as a reason
 *
 * A payload that makes `observe` throw is tried again and again and ends as a
 * failure of ours, and a reason is shown and logged. So tests take a valid
 * payload apart: in each of its places they put each of a few values that
 * should not be there, or anything at all, and look for faults in the answer.
 */

/** Stands for content that must not be seen outside of a payload. @public */
export const CONTENT_SECRET = 'R3l3as3Ev1denceS3cretT0ken0123456789';

/** Values that readers are known to stumble over. @public */
export const EDGE_VALUES: unknown[] = [
  undefined,
  null,
  true,
  7,
  '',
  CONTENT_SECRET,
  [],
  [null],
  [CONTENT_SECRET],
  {},
  { [CONTENT_SECRET]: CONTENT_SECRET },
];

/**
 * The path of every field of a payload, of the payload itself, and of a field
 * at each level that is not there yet.
 *
 * @public
 */
export function placesIn(payload: unknown): string[][] {
  if (payload === null || typeof payload !== 'object') {
    return [[]];
  }
  return [
    [],
    [CONTENT_SECRET],
    ...Object.entries(payload).flatMap(([key, inner]) =>
      placesIn(inner).map(path => [key, ...path]),
    ),
  ];
}

/**
 * A copy of a payload with something else in one of its places.
 *
 * @public
 */
export function replacedAt(
  payload: unknown,
  [key, ...rest]: string[],
  value: unknown,
): unknown {
  if (key === undefined) {
    return value;
  }
  const copy = (
    Array.isArray(payload) ? [...payload] : { ...(payload as object) }
  ) as Record<string, unknown>;
  copy[key] = replacedAt(copy[key], rest, value);
  return copy;
}

/** How a value that is not there, or no text, looks inside of a text. */
const MADE_OF_NOTHING = /(undefined|null|NaN|\[object \w+\])/;

/**
 * What should never be seen of the answer to one event; empty when all is well.
 *
 * @public
 */
export function faultsOf({ events, reason }: Observed): string[] {
  const observations = events.flatMap(event => event.observations);
  const faults = {
    'neither an observation nor a reason': !reason && observations.length === 0,
    'an observation and a reason': reason && observations.length > 0,
    'content in the reason': reason?.includes(CONTENT_SECRET),
    'an identifier made of nothing': observations
      .flatMap(identifiersOf)
      .some(identifier => MADE_OF_NOTHING.test(identifier)),
  };
  return Object.entries(faults).flatMap(([fault, seen]) =>
    seen ? [fault] : [],
  );
}
