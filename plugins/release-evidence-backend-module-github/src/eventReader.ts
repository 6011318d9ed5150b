import {
  latestTimestamp,
  readPayload,
} from 'backstage-plugin-release-evidence-node';
import {
  Observation,
  ObservationBase,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import type { z } from 'zod';

/** What an event says, or why it says nothing to us. */
export type EventReader = (payload: unknown) => Observation[] | string;

/** A reader that sees only payloads of the right form. */
export function eventReader<T>(
  schema: z.ZodType<T>,
  read: (payload: T, raw: unknown) => Observation[] | string,
): EventReader {
  return payload => {
    const reading = readPayload(schema, payload);
    return 'reason' in reading ? reading.reason : read(reading.value, payload);
  };
}

/**
 * The time that the event's own field says, else the latest time that any
 * field of the payload says.
 */
export function timeOf(
  eventTime: unknown,
  payload: unknown,
): ObservationBase['time'] {
  const at = parseInstant(eventTime);
  if (at) {
    return { at, basis: 'event' };
  }
  const latest = latestTimestamp(payload);
  return latest ? { at: latest, basis: 'payload' } : undefined;
}
