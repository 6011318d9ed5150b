import { InputError } from '@backstage/errors';
import { readPayload } from 'backstage-plugin-release-evidence-node';
import type { z } from 'zod';

/**
 * Reads the JSON body of a request.
 *
 * @throws InputError that names the field.
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const reading = readPayload(schema, body ?? {});
  if ('reason' in reading) {
    throw new InputError(`The body is not valid: ${reading.reason}`);
  }
  return reading.value;
}
