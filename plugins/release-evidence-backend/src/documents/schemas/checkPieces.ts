import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { Repeats } from '../json/repeats';
import { refuse } from '../documentFault';
import { checkSchema } from './checkSchema';

/** A long array of a document, which is checked element by element. */
export interface LongArray {
  name: string;
  /** The schema of its elements; without one they are not checked. */
  schema: string | undefined;
  /** Whether its schema wants every element once. */
  unique?: boolean;
  visit?: (element: JsonObject, at: string) => void;
}

/**
 * Checks an object against its schema with the long arrays empty, and then
 * their elements in the order of `long`. No more than some thousand bytes of
 * them are parsed at a time.
 */
export function checkPieces(options: {
  document: JsonDocument;
  schema: string | undefined;
  at: string;
  long: LongArray[];
}): { frame: JsonObject; warnings: string[] } {
  const { document, schema, at, long } = options;
  const frame = document.frame(long.map(({ name }) => name));
  const warnings = schema ? checkSchema(schema, frame, at) : [];
  for (const array of long) {
    warnings.push(...checkElements(document, array, at));
  }
  return { frame, warnings };
}

/** A long array of odd elements must not make a long list of warnings. */
const MOST_WARNINGS = 50;

function checkElements(
  document: JsonDocument,
  { name, schema, unique, visit }: LongArray,
  at: string,
): string[] {
  const warnings: string[] = [];
  const repeats = new Repeats();
  for (const { element, index } of elementsIn(document, name)) {
    const place = `${at}/${name}/${index}`;
    const odd = schema ? checkSchema(schema, element, place) : [];
    if (warnings.length < MOST_WARNINGS) {
      warnings.push(...odd);
    }
    if (unique) {
      repeats.note(element);
    }
    visit?.(element as JsonObject, place);
  }
  if (repeats.suspects) {
    refuseRepeats(document, name, at, repeats);
  }
  return warnings;
}

function refuseRepeats(
  document: JsonDocument,
  name: string,
  at: string,
  repeats: Repeats,
): void {
  for (const { element, index } of elementsIn(document, name)) {
    if (repeats.isRepeat(element)) {
      throw refuse(
        `${at}/${name}/${index}`,
        `repeats an element of ${at}/${name}`,
        'List each element once',
      );
    }
  }
}

function* elementsIn(
  document: JsonDocument,
  name: string,
): Generator<{ element: unknown; index: number }> {
  for (const { first, values } of document.elements(name)) {
    for (let place = 0; place < values.length; place++) {
      yield { element: values[place], index: first + place };
    }
  }
}
