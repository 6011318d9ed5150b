import { z } from 'zod';

/** A field that helps when it is there, and is in nobody's way when it is not. */
export const optionalText = z.string().nullish().catch(null);

/** Labels or metadata: text by name. What is no text is as if it were not there. */
export const textByName = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform(
    entries =>
      new Map(
        Object.entries(entries).flatMap(([key, value]) =>
          typeof value === 'string' && value !== ''
            ? [[key, value] as const]
            : [],
        ),
      ),
  );
