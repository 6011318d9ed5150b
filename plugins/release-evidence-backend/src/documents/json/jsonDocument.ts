import { refuse } from '../documentFault';
import {
  assertUtf8,
  Batch,
  elementRanges,
  elementsOf,
  endOfValue,
  isArray,
  isObject,
  membersOf,
  parseRange,
  Range,
  skipBlanks,
} from './jsonBytes';

/** Any JSON object. */
export type JsonObject = { [key: string]: unknown };

/** A JSON object whose members are parsed only when they are asked for. */
export class JsonDocument {
  /** All of some bytes, which must be one object and nothing else. */
  static of(bytes: Buffer): JsonDocument {
    assertUtf8(bytes);
    const start = skipBlanks(bytes, 0);
    const end = endOfValue(bytes, start);
    const document = new JsonDocument(bytes, { start, end });
    if (
      !isObject(bytes, { start, end }) ||
      skipBlanks(bytes, end) < bytes.length
    ) {
      throw refuse(
        '/',
        'is no single JSON object',
        'Send one object, or one on each line',
      );
    }
    return document;
  }

  readonly #members: Map<string, Range>;

  constructor(private readonly bytes: Buffer, range: Range) {
    this.#members = membersOf(bytes, range);
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The names of the members, in the order in which they stand. */
  names(): string[] {
    return [...this.#members.keys()];
  }

  member(name: string): unknown {
    const range = this.#members.get(name);
    return range && parseRange(this.bytes, range);
  }

  /** A member that is an object, again to be read in pieces. */
  object(name: string): JsonDocument | undefined {
    const range = this.#members.get(name);
    return range && this.#objectAt(range);
  }

  /**
   * The elements of a member that is an array, undefined for those that are no
   * objects. More than `most` of them end the reading.
   */
  *objects(
    name: string,
    most: number,
  ): Generator<JsonDocument | undefined, undefined> {
    const range = this.#members.get(name);
    if (!range || !isArray(this.bytes, range)) {
      return;
    }
    let count = 0;
    for (const element of elementRanges(this.bytes, range)) {
      count++;
      if (count > most) {
        throw refuse(
          `/${name}`,
          `has more than ${most} elements`,
          'Split the document',
        );
      }
      yield this.#objectAt(element);
    }
  }

  /** The whole object, with an empty array in place of each of the long ones. */
  frame(longArrays: readonly string[]): JsonObject {
    const members = [...this.#members].map(([name, range]) => {
      const text =
        longArrays.includes(name) && isArray(this.bytes, range)
          ? '[]'
          : this.bytes.toString('utf8', range.start, range.end);
      return `${JSON.stringify(name)}:${text}`;
    });
    try {
      return JSON.parse(`{${members.join(',')}}`);
    } catch {
      // Parsing them one by one finds the member, and its place, to blame.
      [...this.#members.values()].forEach(range =>
        parseRange(this.bytes, range),
      );
      throw new TypeError('Members that parse alone must parse together');
    }
  }

  /** The elements of a member that is an array, some at a time. */
  *elements(name: string): Generator<Batch> {
    const range = this.#members.get(name);
    if (range && isArray(this.bytes, range)) {
      yield* elementsOf(this.bytes, range);
    }
  }

  #objectAt(range: Range): JsonDocument | undefined {
    return isObject(this.bytes, range)
      ? new JsonDocument(this.bytes, range)
      : undefined;
  }
}
