import { InputError } from '@backstage/errors';
import {
  Instant,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { parseJsonBody } from './body';
import { PayloadReading, readPayload } from './payload';
import type { WebhookRequest } from './request';

/** One event in the envelope of CloudEvents 1.0. @public */
export interface CloudEvent {
  /** Unique together with `source`. */
  id: string;
  source: string;
  type: string;
  subject: string | null;
  time: Instant | null;
  /** JSON where the content is JSON, else text, else null. */
  data: unknown;
  /** Attributes that CloudEvents does not define. */
  extensions: Record<string, unknown>;
}

/**
 * The headers that carry an event in binary mode, for a source's
 * `keepHeaders`. Extensions that it reads have to be named beside them.
 *
 * @public
 */
export const CLOUD_EVENT_HEADERS = [
  'ce-specversion',
  'ce-id',
  'ce-source',
  'ce-type',
  'ce-subject',
  'ce-time',
];

const STRUCTURED = /^application\/cloudevents\+json\b/i;

const BATCH = /^application\/cloudevents-batch\+json\b/i;

const JSON_CONTENT = /^[^;]*[/+]json\s*(;|$)/i;

const attributesSchema = z
  .looseObject({
    specversion: z.string().regex(/^1\.\d/, 'no version 1 of CloudEvents'),
    id: z.string().min(1, 'empty'),
    source: z.string().min(1, 'empty'),
    type: z.string().min(1, 'empty'),
    subject: z.string().nullish(),
    time: z
      .string()
      .nullish()
      .transform((value, context) => {
        const time = value ? parseInstant(value) : null;
        if (time === undefined) {
          context.addIssue({ code: 'custom', message: 'no time of RFC 3339' });
          return z.NEVER;
        }
        return time;
      }),
    datacontenttype: z.string().nullish(),
    dataschema: z.unknown().optional(),
    data: z.unknown().optional(),
    data_base64: z.string().nullish(),
  })
  .transform((attributes, context): CloudEvent => {
    const {
      specversion: _version,
      datacontenttype,
      dataschema: _schema,
      data,
      data_base64: encoded,
      id,
      source,
      type,
      subject = null,
      time,
      ...extensions
    } = attributes;
    const known = { id, source, type, subject, time, extensions };
    if (typeof encoded !== 'string') {
      return { ...known, data: data ?? null };
    }
    try {
      const content = Buffer.from(encoded, 'base64');
      return { ...known, data: contentOf(content, datacontenttype ?? '') };
    } catch {
      context.addIssue({
        code: 'custom',
        path: ['data_base64'],
        message: 'no JSON document, though datacontenttype says so',
      });
      return z.NEVER;
    }
  });

/**
 * Reads the events of a request in structured, batch or binary mode, or says
 * which attribute is wrong. Some senders forget the content type of an event
 * that is in the body; without `ce-` headers, the body is looked at anyway.
 *
 * @public
 */
export function readCloudEvent(
  request: Pick<WebhookRequest, 'headers' | 'body'>,
): PayloadReading<CloudEvent[]> {
  try {
    return readEvents(request);
  } catch (error) {
    if (error instanceof InputError) {
      return { reason: error.message };
    }
    throw error;
  }
}

function readEvents({
  headers,
  body,
}: Pick<WebhookRequest, 'headers' | 'body'>): PayloadReading<CloudEvent[]> {
  const contentType = headers['content-type'] ?? '';
  if (
    headers['ce-specversion'] !== undefined &&
    !STRUCTURED.test(contentType) &&
    !BATCH.test(contentType)
  ) {
    const reading = readPayload(attributesSchema, {
      ...attributesIn(headers),
      data: contentOf(body, contentType),
    });
    return 'value' in reading ? { value: [reading.value] } : reading;
  }
  const payload = parseJsonBody(body);
  if (BATCH.test(contentType) || Array.isArray(payload)) {
    return readPayload(z.array(attributesSchema), payload);
  }
  const reading = readPayload(attributesSchema, payload);
  return 'value' in reading ? { value: [reading.value] } : reading;
}

/** Header values are percent-encoded; what is not stays as it is. */
function attributesIn(headers: WebhookRequest['headers']): object {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('ce-') && value !== undefined
        ? [[name.slice('ce-'.length), decoded(value)]]
        : [],
    ),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function contentOf(content: Buffer, contentType: string): unknown {
  if (content.length === 0) {
    return null;
  }
  return contentType === '' || JSON_CONTENT.test(contentType)
    ? parseJsonBody(content)
    : content.toString('utf8');
}
