/*
 * Which values are equal
 *
 * Schemas ask that the elements of an array be unique, and their usual check
 * compares every pair. With the sixty thousand components of a large SBOM that
 * is two thousand million comparisons of objects, and with a document read in
 * pieces the first of a pair is gone when the second comes.
 *
 * So values are told apart by hashes. A quick one looks at no more than the
 * ends of the texts at the top of a value: nearly always that tells all
 * elements apart, as they have a name or an identifier. Only those that it does
 * not tell apart are looked at again, all of them, by a thorough hash of 53 bits
 * that equal values share whatever the order of their members. Two different
 * values have the same one by accident once in a million documents of a hundred
 * thousand elements. It is no cryptographic hash, and need not be: who makes two
 * elements collide has his own document refused.
 */

/**
 * Finds what stands twice in a list. All of the list is noted first, and where
 * `suspects` tells of any, once more in the same order.
 */
export class Repeats {
  readonly #quick = new Set<number>();
  readonly #doubtful = new Set<number>();
  readonly #thorough = new Set<number>();

  /** Takes note of a value, the first time. */
  note(value: unknown): void {
    const hash = quickHash(value);
    if (this.#quick.has(hash)) {
      this.#doubtful.add(hash);
    } else {
      this.#quick.add(hash);
    }
  }

  /** Whether some of the values noted may be equal. */
  get suspects(): boolean {
    return this.#doubtful.size > 0;
  }

  /** The second time: whether an equal value came before. */
  isRepeat(value: unknown): boolean {
    if (!this.#doubtful.has(quickHash(value))) {
      return false;
    }
    const hash = thoroughHash(value);
    if (this.#thorough.has(hash)) {
      return true;
    }
    this.#thorough.add(hash);
    return false;
  }
}

/** Whether an element of a list repeats another. */
export function hasRepeats(values: unknown[]): boolean {
  const repeats = new Repeats();
  values.forEach(value => repeats.note(value));
  return repeats.suspects && values.some(value => repeats.isRepeat(value));
}

const END_LENGTH = 24;

/** A small integer: engines keep sets of those best. */
function quickHash(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return mixEnd(value, 0) & 0x3fffffff;
  }
  let hash = 0;
  for (const name in value) {
    if (Object.hasOwn(value, name)) {
      const member: unknown = value[name as keyof typeof value];
      // Added up, as the order of members must not matter.
      hash = (hash + mixEnd(member, name.length)) | 0;
    }
  }
  return hash & 0x3fffffff;
}

function mixEnd(value: unknown, seed: number): number {
  if (typeof value !== 'string') {
    return typeof value === 'object' ? seed : mixEnd(String(value), seed);
  }
  let hash = seed ^ value.length;
  for (
    let index = Math.max(0, value.length - END_LENGTH);
    index < value.length;
    index++
  ) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 2654435761);
  }
  return avalanche(hash);
}

interface State {
  a: number;
  b: number;
}

const SEED: State = { a: 0x9e3779b9, b: 0x85ebca6b };

function thoroughHash(value: unknown): number {
  const { a, b } = mix(value, SEED);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

function mix(value: unknown, state: State): State {
  if (Array.isArray(value)) {
    return value.reduce(
      (mixed: State, element) => mix(element, mixed),
      mixText('[', state),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return mixText(`${(typeof value)[0]}${value}`, state);
  }
  let a = 0;
  let b = 0;
  for (const [name, member] of Object.entries(value)) {
    const mixed = mix(member, mixText(name, SEED));
    a = (a + avalanche(mixed.a)) | 0;
    b = (b + avalanche(mixed.b)) | 0;
  }
  return mixText(`{${a},${b}`, state);
}

function mixText(text: string, { a, b }: State): State {
  let first = a;
  let second = b;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  return { a: avalanche(first), b: avalanche(second) };
}

function avalanche(value: number): number {
  const mixed = Math.imul(value ^ (value >>> 16), 2246822507);
  return Math.imul(mixed ^ (mixed >>> 13), 3266489909);
}
