import {
  bodyHash,
  checkSharedToken,
  parseJsonBody,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, fieldOf, nameIn, SentEvent } from '../eventSource';
import { hostSetting } from '../registryHost';
import { readAcrEvent } from './acrEvent';

const configSchema = z.strictObject({
  type: z.literal('acr'),
  token: z.string().min(1).optional(),
  host: hostSetting,
});

/**
 * Webhooks of Azure Container Registry, and its events as Event Grid hands them
 * on. Both name their events, and repeat those that were not accepted.
 *
 * @public
 */
export const acrSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'acr',
  configSchema,
  create: ({ token, host }) =>
    token
      ? createEventSource({
          authenticate: request => checkSharedToken(request, token),
          open: ({ body }) => open(body),
          read: (payload, receivedAt) =>
            readAcrEvent(payload, { host, receivedAt }),
        })
      : { notServed: 'no token is configured' },
};

/** Event Grid sends a list, also of one; the registry sends its event alone. */
function open(body: Buffer): { type: unknown; events: SentEvent[] } {
  const sent = parseJsonBody(body);
  const listed = Array.isArray(sent) ? sent : [sent];
  const hash = bodyHash(body);
  return {
    type: ['action', 'eventType', 'type']
      .map(name => fieldOf(listed[0], name))
      .find(value => value !== undefined),
    events: listed.map((payload, index) => ({
      key:
        nameIn(payload, 'id') ??
        (Array.isArray(sent) ? `${hash}/${index}` : hash),
      at: Array.isArray(sent) ? String(index) : undefined,
      payload,
    })),
  };
}
