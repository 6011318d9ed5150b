import { InputError } from '@backstage/errors';
import {
  bodyHash,
  Delivery,
  Observed,
  ObservedEvent,
  parseJsonBody,
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import type {
  Instant,
  Observation,
} from 'backstage-plugin-release-evidence-common';

/*
 * What senders of registries have in common
 *
 * A request holds one event, or several under keys of their own. It is accepted
 * as soon as it is JSON, and what is in it is looked at later: then each event
 * ends as observations, or as a reason that names the field. A sender therefore
 * has to say no more than how it proves itself, where the events are in a body,
 * and what one of them means.
 */

/** An event as it was sent. */
export interface SentEvent {
  /** The same at every repeat. */
  key: string;
  payload: unknown;
  /** Where it is in the body, when that holds several. */
  at?: string;
}

/** What one event says, or why it says nothing to us. */
export type Said = Observation[] | string;

type Content = Pick<WebhookRequest, 'headers' | 'body'>;

/** A sender, put together of its three parts. */
export function createEventSource(sender: {
  authenticate: Source['authenticate'];
  /** Headers that `open` reads. */
  keepHeaders?: string[];
  /** @throws InputError that names what is wrong. */
  open(content: Content): { type: unknown; events: SentEvent[] };
  read(payload: unknown, receivedAt: Instant): Said;
}): Source {
  return {
    keepHeaders: sender.keepHeaders ?? [],
    authenticate: sender.authenticate,
    identify: request => {
      const { type, events } = sender.open(request);
      const keys = events.map(({ key }) => key);
      return {
        type: wordOf(type),
        keys: keys.length > 0 ? keys : [bodyHash(request.body)],
      };
    },
    observe: delivery => observe(delivery, sender),
  };
}

function observe(
  delivery: Delivery,
  sender: Pick<Parameters<typeof createEventSource>[0], 'open' | 'read'>,
): Observed {
  const opened = openAgain(delivery, sender.open);
  if (typeof opened === 'string') {
    return { events: [], reason: opened };
  }
  const reasons: string[] = [];
  const events = opened.map(({ key, payload, at }): ObservedEvent => {
    const said = sender.read(payload, delivery.receivedAt);
    if (typeof said === 'string') {
      reasons.push(at ? `${at}: ${said}` : said);
      return { key, observations: [] };
    }
    return { key, observations: said };
  });
  return events.length > 0
    ? { events, reason: reasons[0] }
    : { events, reason: 'the payload: the list of events is empty' };
}

/** A delivery was opened when it came in, but perhaps not by this version. */
function openAgain(
  delivery: Delivery,
  open: (content: Content) => { events: SentEvent[] },
): SentEvent[] | string {
  try {
    return open(delivery).events;
  } catch (error) {
    if (error instanceof InputError) {
      return error.message;
    }
    throw error;
  }
}

/** A body that is one event; without a name of its own, its content names it. */
export function openOne(
  body: Buffer,
  names: { type?: string; id?: string },
): { type: unknown; events: SentEvent[] } {
  const payload = parseJsonBody(body);
  const id = names.id && nameIn(payload, names.id);
  return {
    type: names.type && fieldOf(payload, names.type),
    events: [{ key: id || bodyHash(body), payload }],
  };
}

/** A field of something that may not have fields at all. */
export function fieldOf(value: unknown, name: string): unknown {
  return value && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A field that names its event, which must be text and not empty. */
export function nameIn(value: unknown, field: string): string | undefined {
  const name = fieldOf(value, field);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The kind of a request is shown in lists: a word, and nothing longer. */
function wordOf(type: unknown): string | null {
  return typeof type === 'string' && /^[\w.: -]{1,80}$/.test(type)
    ? type
    : null;
}
