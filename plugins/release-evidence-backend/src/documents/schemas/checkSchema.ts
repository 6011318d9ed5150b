import type { ErrorObject } from 'ajv';
import { DocumentFault, refuse } from '../documentFault';
import { isBomLink, oddTexts, schemaCheck } from './schemaStore';

/**
 * Checks a part of a document against a schema. The first mismatch ends the
 * reading with a problem that names the field by a JSON pointer.
 *
 * @returns warnings about what is odd, but not wrong enough to refuse
 */
export function checkSchema(
  reference: string,
  value: unknown,
  at: string,
): string[] {
  const check = schemaCheck(reference);
  oddTexts.clear();
  if (!check(value)) {
    throw faultOf(check.errors ?? [], at);
  }
  return oddTexts.size > 0 ? warningsOf(value, at) : [];
}

function warningsOf(value: unknown, at: string): string[] {
  const warnings: string[] = [];
  findOddTexts(value, at, warnings);
  return warnings;
}

function findOddTexts(value: unknown, at: string, found: string[]): void {
  if (typeof value === 'string') {
    if (oddTexts.has(value)) {
      found.push(
        isBomLink(value)
          ? `${at}: links to another document, which is not followed`
          : `${at}: is no IRI reference`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      findOddTexts(member, `${at}/${escape(name)}`, found);
    }
  }
}

function escape(name: string): string {
  return name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

function faultOf(errors: ErrorObject[], at: string): DocumentFault {
  const error = errors.reduce((deepest, other) =>
    depthOf(other) > depthOf(deepest) ? other : deepest,
  );
  const { message, remedy } = describe(error);
  return refuse(`${at}${fieldOf(error)}`, message, remedy);
}

/** Of several alternatives, the one that fits furthest is the one meant. */
function depthOf(error: ErrorObject): number {
  return fieldOf(error).split('/').length;
}

function fieldOf({ keyword, instancePath, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `${instancePath}/${escape(params.missingProperty)}`;
    case 'additionalProperties':
      return `${instancePath}/${escape(params.additionalProperty)}`;
    case 'unevaluatedProperties':
      return `${instancePath}/${escape(params.unevaluatedProperty)}`;
    default:
      return instancePath;
  }
}

const MOST_VALUES = 16;

/** In our words, as the library's repeat what stands in the document. */
function describe({ keyword, params }: ErrorObject): {
  message: string;
  remedy: string;
} {
  switch (keyword) {
    case 'required':
      return { message: 'missing', remedy: 'Add it' };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { message: 'the schema knows no such field', remedy: 'Remove it' };
    case 'enum': {
      const values = listOf(params.allowedValues);
      return { message: `is none of ${values}`, remedy: 'Use one of them' };
    }
    case 'const':
      return {
        message: `is not ${listOf([params.allowedValue])}`,
        remedy: 'Use that value',
      };
    case 'type':
      return {
        message: `has the wrong type, ${listOf(
          [params.type].flat(),
        )} is expected`,
        remedy: `Make it ${listOf([params.type].flat())}`,
      };
    case 'format':
      return {
        message: `is no ${params.format}`,
        remedy: `Write it as ${params.format}`,
      };
    case 'pattern':
      return {
        message: `does not match ${String(params.pattern).slice(0, 200)}`,
        remedy: 'Write it in that form',
      };
    case 'uniqueItems':
      return {
        message: 'lists the same element twice',
        remedy: 'List each element once',
      };
    case 'maxProperties':
    case 'maxItems':
    case 'maxLength':
      return {
        message: `has more than ${params.limit}`,
        remedy: 'Leave out what the specification does not ask for here',
      };
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return {
        message: `has fewer than ${params.limit}`,
        remedy: 'Fill it, or leave it out where it is optional',
      };
    default:
      return {
        message: `does not fit the schema (${keyword})`,
        remedy: 'Have the tool write what the specification asks for here',
      };
  }
}

function listOf(values: unknown[]): string {
  const some = values.slice(0, MOST_VALUES).map(String).join(', ');
  return values.length > MOST_VALUES
    ? `${some} … (${values.length} in all)`
    : some;
}
