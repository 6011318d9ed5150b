import type { z } from 'zod';

/** @public */
export type PayloadReading<T> = { value: T } | { reason: string };

/**
 * Reads a payload with a schema. What does not fit gives a reason that names
 * the field, and never the field's content.
 *
 * @public
 */
export function readPayload<T>(
  schema: z.ZodType<T>,
  payload: unknown,
): PayloadReading<T> {
  const result = schema.safeParse(payload);
  if (result.success) {
    return { value: result.data };
  }
  const [issue] = result.error.issues;
  const field = issue.path.join('.') || 'the payload';
  return { reason: `${field}: ${issue.message}` };
}
