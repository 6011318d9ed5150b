import { InputError } from '@backstage/errors';
import {
  parseJsonBody,
  readPayload,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';

const schema = z.strictObject({
  source: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  bodyBase64: z.base64().optional(),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
});

/** A recorded delivery, as the request that it once was. */
export interface Recording {
  source: string;
  request: WebhookRequest;
}

/**
 * Reads a line of an import.
 *
 * @throws InputError that names the field.
 */
export function readRecording(line: Buffer): Recording {
  const reading = readPayload(schema, parseLine(line));
  if ('reason' in reading) {
    throw new InputError(reading.reason);
  }
  const { source, headers, body, bodyBase64 } = reading.value;
  if ((body === undefined) === (bodyBase64 === undefined)) {
    throw new InputError(
      'body: give either body or bodyBase64, and not both of them',
    );
  }
  const asSent = { 'content-type': 'application/json', ...lowerCase(headers) };
  const request = (sent: Record<string, string>, bytes: Buffer) => ({
    source,
    request: { headers: sent, query: new URLSearchParams(), body: bytes },
  });
  if (bodyBase64 !== undefined) {
    return request(asSent, Buffer.from(bodyBase64, 'base64'));
  }
  return typeof body === 'string'
    ? request(asSent, Buffer.from(body))
    : request(asWrittenAnew(asSent), Buffer.from(JSON.stringify(body)));
}

function parseLine(line: Buffer): unknown {
  try {
    return parseJsonBody(line);
  } catch (error) {
    throw error instanceof InputError
      ? new InputError(error.message.replace(/^The body/, 'The line'))
      : error;
  }
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/**
 * Senders record the content of a body and the headers of the request, which
 * may have been a form or compressed. What stands here is neither any more.
 */
function asWrittenAnew(
  headers: Record<string, string>,
): Record<string, string> {
  const { 'content-encoding': _, ...others } = headers;
  return { ...others, 'content-type': 'application/json' };
}
