import type {
  Instant,
  Observation,
  ObservationBase,
} from 'backstage-plugin-release-evidence-common';
import { readPayload } from 'backstage-plugin-release-evidence-node';
import type { z } from 'zod';
import { CdEvent, timeOf } from '../cdEvent';

/** What a CDEvent says, or why it says nothing to us. */
export type CdEventReader = (
  event: CdEvent,
  receivedAt: Instant,
) => Observation[] | string;

/** A reader that sees only content of the right form. */
export function contentReader<T>(
  schema: z.ZodType<T>,
  read: (
    content: T,
    event: CdEvent,
    time: ObservationBase['time'],
  ) => Observation[] | string,
): CdEventReader {
  return (event, receivedAt) => {
    const reading = readPayload(schema, event.content);
    return 'reason' in reading
      ? `subject.content.${reading.reason}`
      : read(reading.value, event, timeOf(event, receivedAt));
  };
}
