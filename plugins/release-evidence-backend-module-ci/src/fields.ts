import { Person } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';

/** An id as a sender numbers it; kept as text, numbers lose digits. */
export const id = z
  .union([z.number(), z.string().min(1, 'empty')])
  .transform(String);

/** A field that helps when it is there, and is in nobody's way when it is not. */
export const optionalText = z.string().nullish().catch(null);

/** A person of a CI service, which has no accounts that a forge would know. */
export function person(
  given: { name?: string | null; email?: string | null } | null | undefined,
): Person | null {
  const name = given?.name || null;
  const email = given?.email || null;
  return name || email ? { account: null, name, email } : null;
}
