import { isUtf8 } from 'node:buffer';
import { refuse } from '../documentFault';

/*
 * Reading JSON in pieces
 *
 * A large SBOM is a small frame around one or two very long arrays. Parsed
 * whole, 30 MB of it needs the bytes, the text made of them (twice the size as
 * soon as one character is not Latin) and the objects, all at once, only to
 * count the objects and look at a few. A streaming parser written in
 * JavaScript needs little memory, but many times the time of `JSON.parse`.
 *
 * So both are used for what they are good at: a scan over the bytes finds where
 * the members of an object and the elements of a long array begin and end, and
 * `JSON.parse` reads them some thousand bytes at a time. The scan knows only
 * strings and brackets. It need not know more, as every byte that it steps over
 * is given to `JSON.parse` afterwards, which refuses what is no JSON.
 *
 * The scan also bounds how deep values may be nested, so that nothing that walks
 * over them later can run out of stack.
 */

/** From its first byte up to, and without, the byte behind its last. */
export interface Range {
  start: number;
  end: number;
}

/** Far deeper than any published format goes. */
const MAX_DEPTH = 128;

/** Of an object that is read in pieces. */
const MOST_MEMBERS = 10_000;

const BATCH_BYTES = 64 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (
    bytes[at] === 0x20 ||
    bytes[at] === 0x0a ||
    bytes[at] === 0x0d ||
    bytes[at] === 0x09
  ) {
    at++;
  }
  return at;
}

/** Where the value that begins at a place ends. */
export function endOfValue(bytes: Buffer, start: number): number {
  switch (bytes[start]) {
    case QUOTE:
      return endOfString(bytes, start);
    case OPEN_ARRAY:
    case OPEN_OBJECT:
      return endOfNested(bytes, start);
    default:
      return endOfScalar(bytes, start);
  }
}

function endOfString(bytes: Buffer, start: number): number {
  const { length } = bytes;
  for (let at = start + 1; at < length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) {
      at++;
    } else if (byte === QUOTE) {
      return at + 1;
    }
  }
  throw cutShort(bytes);
}

function endOfNested(bytes: Buffer, start: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let at = start; at < length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at) - 1;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth++;
      if (depth > MAX_DEPTH) {
        throw refuse(
          placeOf(bytes, at),
          `values are nested more than ${MAX_DEPTH} levels deep`,
          'Flatten the document; no published format nests this deep',
        );
      }
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth--;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  throw cutShort(bytes);
}

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && !endsScalar(bytes[at])) {
    at++;
  }
  if (at === start) {
    throw noJson(bytes, at);
  }
  return at;
}

function endsScalar(byte: number): boolean {
  return (
    byte <= 0x20 ||
    byte === COMMA ||
    byte === COLON ||
    byte === QUOTE ||
    byte === OPEN_ARRAY ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_ARRAY ||
    byte === CLOSE_OBJECT
  );
}

/** The members of an object, each with the place of its value. */
export function membersOf(bytes: Buffer, object: Range): Map<string, Range> {
  const members = new Map<string, Range>();
  if (bytes[object.start] !== OPEN_OBJECT) {
    return members;
  }
  let at = skipBlanks(bytes, object.start + 1);
  if (bytes[at] === CLOSE_OBJECT) {
    return members;
  }
  for (;;) {
    const key = readKey(bytes, at);
    const start = skipBlanks(bytes, key.end);
    const end = endOfValue(bytes, start);
    members.set(key.name, { start, end });
    if (members.size > MOST_MEMBERS) {
      throw refuse(
        placeOf(bytes, start),
        `an object has more than ${MOST_MEMBERS} members`,
        'Split the document; no published format has that many fields',
      );
    }
    at = skipBlanks(bytes, end);
    if (bytes[at] === CLOSE_OBJECT && at === object.end - 1) {
      return members;
    }
    if (bytes[at] !== COMMA) {
      throw noJson(bytes, at);
    }
    at = skipBlanks(bytes, at + 1);
  }
}

function readKey(bytes: Buffer, start: number): { name: string; end: number } {
  if (bytes[start] !== QUOTE) {
    throw noJson(bytes, start);
  }
  const end = endOfString(bytes, start);
  const colon = skipBlanks(bytes, end);
  if (bytes[colon] !== COLON) {
    throw noJson(bytes, colon);
  }
  return { name: parseRange(bytes, { start, end }) as string, end: colon + 1 };
}

/** Some elements of an array that stand beside each other. */
export interface Batch {
  /** Index of the first of them in the array. */
  first: number;
  values: unknown[];
}

/** The elements of an array, some at a time. */
export function* elementsOf(bytes: Buffer, array: Range): Generator<Batch> {
  let first = 0;
  for (const range of batchRanges(bytes, array)) {
    const values = parseText(
      bytes,
      range.start,
      `[${bytes.toString('utf8', range.start, range.end)}]`,
    ) as unknown[];
    yield { first, values };
    first += values.length;
  }
}

/** Where each element of an array stands. */
export function* elementRanges(bytes: Buffer, array: Range): Generator<Range> {
  let at = skipBlanks(bytes, array.start + 1);
  if (bytes[at] === CLOSE_ARRAY) {
    return;
  }
  for (;;) {
    const end = endOfValue(bytes, at);
    yield { start: at, end };
    at = skipBlanks(bytes, end);
    if (bytes[at] === CLOSE_ARRAY && at === array.end - 1) {
      return;
    }
    if (bytes[at] !== COMMA) {
      throw noJson(bytes, at);
    }
    at = skipBlanks(bytes, at + 1);
  }
}

function* batchRanges(bytes: Buffer, array: Range): Generator<Range> {
  let batch: Range | undefined;
  for (const { start, end } of elementRanges(bytes, array)) {
    batch = { start: batch?.start ?? start, end };
    if (batch.end - batch.start >= BATCH_BYTES) {
      yield batch;
      batch = undefined;
    }
  }
  if (batch) {
    yield batch;
  }
}

export function isArray(bytes: Buffer, { start }: Range): boolean {
  return bytes[start] === OPEN_ARRAY;
}

export function isObject(bytes: Buffer, { start }: Range): boolean {
  return bytes[start] === OPEN_OBJECT;
}

/** The value that stands in a range. */
export function parseRange(bytes: Buffer, { start, end }: Range): unknown {
  return parseText(bytes, start, bytes.toString('utf8', start, end));
}

function parseText(bytes: Buffer, start: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /position (\d+)/.exec(String(error))?.[1];
    throw noJson(bytes, start + Number(place ?? 0));
  }
}

/** Refuses bytes that JSON cannot be made of. */
export function assertUtf8(bytes: Buffer): void {
  if (!isUtf8(bytes)) {
    throw refuse(
      'the document',
      'is JSON with bytes that are no UTF-8',
      'Send the document encoded in UTF-8',
    );
  }
}

function cutShort(bytes: Buffer) {
  return refuse(
    placeOf(bytes, bytes.length),
    'the JSON ends in the middle of a value',
    'Send the document whole; it looks cut short',
  );
}

function noJson(bytes: Buffer, at: number) {
  return at >= bytes.length
    ? cutShort(bytes)
    : refuse(
        placeOf(bytes, at),
        'is no valid JSON',
        'Send the document as the tool wrote it',
      );
}

/** A place in the document for a person to look at. */
function placeOf(bytes: Buffer, at: number): string {
  let line = 1;
  let begin = 0;
  for (
    let next = bytes.indexOf(0x0a);
    next >= 0 && next < at;
    next = bytes.indexOf(0x0a, next + 1)
  ) {
    line++;
    begin = next + 1;
  }
  return `line ${line}, byte ${at - begin + 1}`;
}
