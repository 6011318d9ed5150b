import type {
  Instant,
  Observation,
  ObservationBase,
} from 'backstage-plugin-release-evidence-common';
import {
  readPayload,
  timeOfEvent,
} from 'backstage-plugin-release-evidence-node';
import type { z } from 'zod';

/** What an event says, or why it says nothing to us. */
export type EventReader = (
  payload: unknown,
  receivedAt: Instant,
) => Observation[] | string;

/**
 * The time of the event that is being read: the one given, as the event's own
 * field says it, else the latest that the payload tells of.
 */
export type TimeOf = (eventTime?: unknown) => ObservationBase['time'];

/** A reader that sees only payloads of the right form. */
export function eventReader<T>(
  schema: z.ZodType<T>,
  read: (payload: T, timeOf: TimeOf) => Observation[] | string,
): EventReader {
  return (payload, receivedAt) => {
    const reading = readPayload(schema, payload);
    return 'reason' in reading
      ? reading.reason
      : read(reading.value, eventTime =>
          timeOfEvent({ eventTime, payload, receivedAt }),
        );
  };
}

/** A reader of events that say nothing, whatever is in them. */
export function ignored(reason: string): EventReader {
  return () => reason;
}
