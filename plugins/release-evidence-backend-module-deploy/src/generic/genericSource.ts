import { InputError } from '@backstage/errors';
import {
  checkBodyHmac,
  Delivery,
  Observed,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { observationsOf } from './observations';
import { readEvents } from './readEvents';

const configSchema = z.strictObject({
  type: z.literal('generic'),
  secret: z.string().min(1).optional(),
});

/**
 * Our own small schema, for everything that has no sender of its own. The id of
 * an event is the sender's to choose, and the key.
 *
 * @public
 */
export const genericSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'generic',
  configSchema,
  create: ({ secret }) =>
    secret
      ? createGenericSource(secret)
      : { notServed: 'no secret is configured' },
};

function createGenericSource(secret: string): Source {
  return {
    keepHeaders: [],
    authenticate: request =>
      checkBodyHmac({
        request,
        header: 'X-Signature-256',
        secret,
        algorithm: 'sha256',
        prefix: 'sha256=',
      }),
    identify: ({ body }) => {
      const events = readEvents(body);
      const [type, ...others] = new Set(events.map(event => event.type));
      return {
        type: others.length > 0 ? null : type,
        keys: events.map(event => event.id),
      };
    },
    observe,
  };
}

/** What was accepted by an older version may be refused by this one. */
function observe({ body }: Delivery): Observed {
  try {
    return {
      events: readEvents(body).map(event => ({
        key: event.id,
        observations: observationsOf(event),
      })),
    };
  } catch (error) {
    if (error instanceof InputError) {
      return { events: [], reason: error.message };
    }
    throw error;
  }
}
