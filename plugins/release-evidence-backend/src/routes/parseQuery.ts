import { InputError } from '@backstage/errors';
import { readPayload } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';

/**
 * Reads the query of a request.
 *
 * @throws InputError that names the parameter.
 */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const reading = readPayload(schema, query);
  if ('reason' in reading) {
    throw new InputError(`The query is not valid: ${reading.reason}`);
  }
  return reading.value;
}

/** How many entries a page has, from 1 to 100; 20 when nobody says. */
export const limitParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(20);

/** An entity ref as the catalog writes it, in lower case. */
export const entityRefParameter = z
  .string()
  .regex(
    /^[^:/]+:[^:/]+\/[^:/]+$/,
    'no entity ref; write component:default/name',
  )
  .transform(ref => ref.toLocaleLowerCase('en-US'));
