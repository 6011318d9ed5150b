import {
  checkSharedToken,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, openOne } from '../eventSource';
import { hostSetting } from '../registryHost';
import { readEcrEvent } from './ecrEvent';

const configSchema = z.strictObject({
  type: z.literal('ecr'),
  token: z.string().min(1).optional(),
  host: hostSetting,
});

/**
 * Events of Amazon ECR, sent by an API destination of EventBridge. A repeat has
 * the id of the event.
 *
 * @public
 */
export const ecrSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'ecr',
  configSchema,
  create: ({ token, host }) =>
    token
      ? createEventSource({
          authenticate: request => checkSharedToken(request, token),
          open: ({ body }) => openOne(body, { type: 'detail-type', id: 'id' }),
          read: (payload, receivedAt) =>
            readEcrEvent(payload, { host, receivedAt }),
        })
      : { notServed: 'no token is configured' },
};
