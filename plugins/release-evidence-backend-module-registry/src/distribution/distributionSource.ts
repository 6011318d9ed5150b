import {
  bodyHash,
  checkSharedToken,
  Delivery,
  Observed,
  parseJsonBody,
  readPayload,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { hostSetting } from '../registryHost';
import { observeEvent } from './distributionEvent';

const configSchema = z.strictObject({
  type: z.literal('distribution'),
  token: z.string().min(1).optional(),
  host: hostSetting,
});

/**
 * Notifications of Docker Distribution, the registry behind many others. The
 * registry repeats an envelope until it is accepted and does not keep order;
 * each event has an id of its own, and an envelope may mix repositories.
 *
 * @public
 */
export const distributionSourceType: SourceType<z.infer<typeof configSchema>> =
  {
    type: 'distribution',
    configSchema,
    create: ({ token, host }) =>
      token
        ? createDistributionSource(token, host)
        : { notServed: 'no token is configured' },
  };

function createDistributionSource(
  token: string,
  host: string | undefined,
): Source {
  return {
    keepHeaders: [],
    authenticate: request => checkSharedToken(request, token),
    identify: ({ body }) => {
      const keys = readEvents(body).map(({ key }) => key);
      return {
        type: 'notification',
        keys: keys.length > 0 ? keys : [bodyHash(body)],
      };
    },
    observe: delivery => observe(delivery, host),
  };
}

function observe(
  { body, receivedAt }: Delivery,
  host: string | undefined,
): Observed {
  const reasons: string[] = [];
  const events = readEvents(body).map(({ key, payload }, index) => {
    const said = observeEvent(payload, { host, receivedAt });
    if (typeof said === 'string') {
      reasons.push(`events.${index}: ${said}`);
      return { key, observations: [] };
    }
    return { key, observations: [said] };
  });
  return events.length > 0
    ? { events, reason: reasons[0] }
    : { events, reason: 'events: the list is empty' };
}

const envelopeSchema = z.object({ events: z.array(z.unknown()) });

const identifiedSchema = z.object({ id: z.string().min(1) });

/** The events with their keys: the id, else the place in just this envelope. */
function readEvents(body: Buffer): { key: string; payload: unknown }[] {
  const reading = readPayload(envelopeSchema, parseJsonBody(body));
  if ('reason' in reading) {
    throw new InputError(
      `The body is no notification of a registry: ${reading.reason}.`,
    );
  }
  const envelope = bodyHash(body);
  return reading.value.events.map((payload, index) => ({
    key: identifiedSchema.safeParse(payload).data?.id ?? `${envelope}/${index}`,
    payload,
  }));
}
