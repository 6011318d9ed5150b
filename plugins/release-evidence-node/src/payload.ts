import type { z } from 'zod';

/** A payload as its schema gives it, or why it does not fit. @public */
export type PayloadReading<T> = { value: T } | { reason: string };

/**
 * Reads a payload with a schema. What does not fit gives a reason that names
 * the field and says what is wrong with it, and never repeats its content: a
 * payload may hold secrets, and reasons are shown and logged. A schema should
 * not fail below a record, as the record's keys are content as well.
 *
 * @public
 */
export function readPayload<T>(
  schema: z.ZodType<T>,
  payload: unknown,
): PayloadReading<T> {
  const result = schema.safeParse(payload, { error: describeIssue });
  if (result.success) {
    return { value: result.data };
  }
  const [issue] = result.error.issues;
  const field = issue.path.join('.') || 'the payload';
  return { reason: `${field}: ${issue.message}` };
}

/** Undefined for what the schema's own message, or the library's, says well. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) {
    return 'missing';
  }
  switch (issue.code) {
    case 'invalid_type':
      return `${kindOf(issue.input)} where ${issue.expected} is expected`;
    case 'invalid_union':
      return `${kindOf(issue.input)} where ${issue.errors
        .flat()
        .flatMap(expectedBy)
        .join(' or ')} is expected`;
    case 'invalid_value':
      return `none of ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
}

function expectedBy(issue: z.core.$ZodIssue): string[] {
  switch (issue.code) {
    case 'invalid_type':
      return [issue.expected];
    case 'invalid_value':
      return issue.values.map(String);
    default:
      return [];
  }
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}
