import { InputError } from '@backstage/errors';
import {
  Observed,
  parseJsonBody,
} from 'backstage-plugin-release-evidence-node';

/** Reads a stored body. One that is no JSON was never accepted, but may be replayed. */
export function observeJson(
  body: Buffer,
  read: (payload: unknown) => Observed,
): Observed {
  let payload: unknown;
  try {
    payload = parseJsonBody(body);
  } catch (error) {
    if (error instanceof InputError) {
      return { events: [], reason: error.message };
    }
    throw error;
  }
  return read(payload);
}
