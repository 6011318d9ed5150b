import {
  checkSharedToken,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, openOne } from '../eventSource';
import { hostSetting } from '../registryHost';
import { readQuayPush } from './quayPush';

const configSchema = z.strictObject({
  type: z.literal('quay'),
  token: z.string().min(1).optional(),
  host: hostSetting,
});

/**
 * Notifications of Quay. They have neither a name nor a time nor a secret of
 * their own, so the token is in the address, and the content is the key.
 *
 * @public
 */
export const quaySourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'quay',
  configSchema,
  create: ({ token, host }) =>
    token
      ? createEventSource({
          authenticate: request => checkSharedToken(request, token),
          open: ({ body }) => ({ ...openOne(body, {}), type: 'repo_push' }),
          read: payload => readQuayPush(payload, host),
        })
      : { notServed: 'no token is configured' },
};
