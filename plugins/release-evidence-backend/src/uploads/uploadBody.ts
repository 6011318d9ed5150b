import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { DocumentTooLargeError } from '../evidence/documentStore';

/** The body of an upload, before anybody read it. */
export interface SentBody {
  stream: Readable;
  mediaType: string | null;
  /** Bytes as announced; null when the sender did not say. */
  expected: number | null;
  maxBytes: number;
}

/**
 * The body as its sender wrote it, without what it was packed into for the way.
 *
 * @throws DocumentTooLargeError before a byte is read, when the sender says so.
 */
export function sentBody(request: IncomingMessage, maxBytes: number): SentBody {
  const length = Number(request.headers['content-length'] ?? NaN);
  if (length > maxBytes) {
    throw new DocumentTooLargeError(maxBytes);
  }
  const mediaType = request.headers['content-type'] ?? null;
  const encoding = request.headers['content-encoding'] ?? 'identity';
  switch (encoding.toLowerCase()) {
    case 'identity':
      return {
        stream: request,
        mediaType,
        expected: Number.isNaN(length) ? null : length,
        maxBytes,
      };
    case 'gzip':
      return { stream: expanded(request), mediaType, expected: null, maxBytes };
    default:
      throw new InputError(
        `content-encoding: ${encoding} is not read here; send it as it is, or with gzip`,
      );
  }
}

function expanded(request: IncomingMessage): Readable {
  const stream = createGunzip();
  request.once('error', error => stream.destroy(error));
  request.once('close', () => {
    if (!request.complete) {
      stream.destroy(new InputError('The upload was cut off'));
    }
  });
  return request.pipe(stream);
}

/**
 * Reads the body into memory, once: a body whose length is known gets its room
 * at the start, as joining its parts would hold all of it twice.
 *
 * @throws InputError, DocumentTooLargeError
 */
export async function collect(body: SentBody): Promise<Buffer> {
  const parts: Buffer[] = [];
  const room = body.expected === null ? null : Buffer.alloc(body.expected);
  let size = 0;
  try {
    for await (const part of body.stream as AsyncIterable<Buffer>) {
      if (size + part.length > body.maxBytes) {
        throw new DocumentTooLargeError(body.maxBytes);
      }
      if (room) {
        part.copy(room, size);
      } else {
        parts.push(part);
      }
      size += part.length;
    }
  } catch (error) {
    throw error instanceof DocumentTooLargeError
      ? error
      : new InputError(`The body cannot be read: ${messageOf(error)}`);
  }
  return room ? room.subarray(0, size) : Buffer.concat(parts);
}

const SLICE_BYTES = 64 * 1024;

/** Parts of a buffer that share its memory. */
export function* slices(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    yield bytes.subarray(start, start + SLICE_BYTES);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
