import { InputError } from '@backstage/errors';
import {
  parseJsonBody,
  readPayload,
} from 'backstage-plugin-release-evidence-node';
import type { z } from 'zod';
import { EVENTS, GenericEvent, typeSchema } from './genericEvent';
import { findMisspelling } from './misspelling';

/**
 * The events of a body, one or a list of them.
 *
 * @throws InputError that names the field and the remedy.
 */
export function readEvents(body: Buffer): GenericEvent[] {
  const payload = parseJsonBody(body);
  if (!Array.isArray(payload)) {
    return [readEvent(payload, '')];
  }
  if (payload.length === 0) {
    throw new InputError('The list is empty; send one event or several.');
  }
  const events = payload.map((entry, index) => readEvent(entry, `${index}.`));
  const ids = events.map(event => event.id);
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (repeated >= 0) {
    throw new InputError(
      `${repeated}.id: the id of an earlier event in this list; every event has an id of its own.`,
    );
  }
  return events;
}

function readEvent(payload: unknown, path: string): GenericEvent {
  const { type } = valueOf(readPayload(typeSchema, payload), path);
  const schema: z.ZodType<GenericEvent> = EVENTS[type];
  const misspelling = findMisspelling(schema, payload);
  if (misspelling) {
    throw new InputError(`${path}${misspelling}.`);
  }
  return valueOf(readPayload(schema, payload), path, type);
}

function valueOf<T>(
  reading: { value: T } | { reason: string },
  path: string,
  type?: string,
): T {
  if ('value' in reading) {
    return reading.value;
  }
  const remedy =
    type && reading.reason.endsWith(': missing')
      ? `; an event of type ${type} has one`
      : '';
  const reason = reading.reason.replace('the payload: ', 'the event: ');
  throw new InputError(`${path}${reason}${remedy}.`);
}
