import { InputError } from '@backstage/errors';
import {
  bodyHash,
  Delivery,
  Observed,
  parseJsonBody,
  PayloadReading,
  readPayload,
  Source,
} from 'backstage-plugin-release-evidence-node';
import type { z } from 'zod';
import type { EventReader } from './eventReader';

/** What tells one event of a sender from another. */
export interface EventIdentity {
  type: string;
  /** The same at every repeat; undefined when the event has no such thing. */
  key: string | undefined;
}

/** A source whose requests each hold one event, as a JSON document. */
export function createEventSource(options: {
  authenticate: Source['authenticate'];
  identity: z.ZodType<EventIdentity>;
  readerOf(type: string): EventReader | undefined;
}): Source {
  const { authenticate, identity, readerOf } = options;

  const observe = ({ body, receivedAt }: Delivery): Observed => {
    const document = readJson(body);
    if ('reason' in document) {
      return { events: [], reason: document.reason };
    }
    const identified = readPayload(identity, document.value);
    if ('reason' in identified) {
      return { events: [], reason: identified.reason };
    }
    const { type, key = bodyHash(body) } = identified.value;
    const reader = readerOf(type);
    const said = reader
      ? reader(document.value, receivedAt)
      : 'such events hold no release evidence';
    return typeof said === 'string'
      ? { events: [], reason: said }
      : { events: [{ key, observations: said }] };
  };

  return {
    keepHeaders: [],
    authenticate,
    observe,
    identify: ({ body }) => {
      const { data } = identity.safeParse(parseJsonBody(body));
      return { type: data?.type ?? null, keys: [data?.key ?? bodyHash(body)] };
    },
  };
}

/** A body as JSON; what is none was refused when it came in. */
export function readJson(body: Buffer): PayloadReading<unknown> {
  try {
    return { value: parseJsonBody(body) };
  } catch (error) {
    if (error instanceof InputError) {
      return { reason: error.message };
    }
    throw error;
  }
}
