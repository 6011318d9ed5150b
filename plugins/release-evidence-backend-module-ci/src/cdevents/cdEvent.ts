import {
  Instant,
  ObservationBase,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import {
  bodyHash,
  PayloadReading,
  readCloudEvent,
  readPayload,
  timeOfEvent,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { readJson } from '../eventSource';

const text = z.string().min(1, 'empty');

const time = z.union([z.string(), z.number()]).nullish();

/*
 * Only what is needed to tell what an event is about is asked for. Versions of
 * the specification differ in the rest, and so do senders from all of them.
 */
const cdEventSchema = z.object({
  context: z.object({
    specversion: z.string().nullish().catch(null),
    id: text,
    source: text,
    type: text,
    timestamp: time,
    links: z.array(z.unknown()).nullish().catch(null),
  }),
  subject: z.object({
    id: text,
    source: z.string().min(1).nullish().catch(null),
    content: z.looseObject({}).nullish(),
  }),
  customData: z.unknown().optional(),
});

/** One CDEvent, whatever its version and envelope. */
export interface CdEvent {
  key: string;
  type: string;
  /** `artifact.published`; undefined for a type outside of the specification. */
  word: string | undefined;
  /** Whether the context is as the specification has it. */
  conforms: boolean;
  timestamp: Instant | undefined;
  id: string;
  /** What is unique together with the subject's id. */
  source: string;
  content: Record<string, unknown>;
  customData: Record<string, unknown>;
  links: unknown[];
  payload: unknown;
}

/** One event of a request, or why it is none; with its key in either case. */
export type CdEventReading = { key: string } & (
  | { event: CdEvent }
  | { reason: string }
);

/**
 * The events of a request: in a CloudEvent of any mode, or alone in the body,
 * as some senders leave the envelope away. An unreadable request has one, with
 * its reason.
 */
export function readCdEvents(
  request: Pick<WebhookRequest, 'headers' | 'body'>,
): CdEventReading[] {
  const hash = bodyHash(request.body);
  const payloads = payloadsOf(request);
  if ('reason' in payloads) {
    return [{ key: hash, reason: payloads.reason }];
  }
  return payloads.value.length > 0
    ? payloads.value.map((payload, index) =>
        readCdEvent(payload, `${hash}/${index}`),
      )
    : [{ key: hash, reason: 'the batch is empty' }];
}

function payloadsOf(
  request: Pick<WebhookRequest, 'headers' | 'body'>,
): PayloadReading<unknown[]> {
  if (request.headers['ce-specversion'] === undefined) {
    const document = readJson(request.body);
    if ('reason' in document) {
      return document;
    }
    const entries = [document.value].flat();
    if (entries.length > 0 && entries.every(hasContext)) {
      return { value: entries };
    }
  }
  const reading = readCloudEvent(request);
  return 'reason' in reading
    ? reading
    : { value: reading.value.map(({ data }) => data) };
}

function hasContext(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'context' in value;
}

function readCdEvent(payload: unknown, fallbackKey: string): CdEventReading {
  const reading = readPayload(cdEventSchema, payload);
  if ('reason' in reading) {
    return { key: fallbackKey, reason: reading.reason };
  }
  const { context, subject, customData } = reading.value;
  // Harness numbers a run and all its events alike; the type tells them apart.
  const key = JSON.stringify([context.source, context.id, context.type]);
  const event = {
    key,
    type: context.type,
    word: /^dev\.cdevents\.([a-z]+\.[a-z]+)\.\d/.exec(context.type)?.[1],
    conforms:
      Boolean(context.specversion) && !isEpoch(String(context.timestamp)),
    timestamp: momentOf(context.timestamp),
    id: subject.id,
    source: subject.source ?? context.source,
    content: subject.content ?? {},
    customData: objectIn(customData),
    links: context.links ?? [],
    payload,
  };
  return { key, event };
}

function isEpoch(value: string): boolean {
  return /^\d{10,13}$/.test(value);
}

function momentOf(value: string | number | null | undefined) {
  return parseInstant(
    typeof value === 'string' && isEpoch(value) ? Number(value) : value,
  );
}

/** Custom data is an object, or one in base64. */
function objectIn(value: unknown): Record<string, unknown> {
  const given =
    typeof value === 'string'
      ? readJson(Buffer.from(value, 'base64'))
      : { value };
  const object = 'value' in given ? given.value : undefined;
  return z.looseObject({}).safeParse(object).data ?? {};
}

/** When an event happened, as its context says, else its other fields. */
export function timeOf(
  { timestamp, payload }: CdEvent,
  receivedAt: Instant,
): ObservationBase['time'] {
  return timeOfEvent({ eventTime: timestamp, payload, receivedAt });
}
