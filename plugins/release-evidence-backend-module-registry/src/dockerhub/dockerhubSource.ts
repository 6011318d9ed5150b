import {
  checkSharedToken,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, openOne } from '../eventSource';
import { readDockerhubPush } from './dockerhubPush';

const configSchema = z.strictObject({
  type: z.literal('dockerhub'),
  token: z.string().min(1).optional(),
});

/**
 * Webhooks of Docker Hub. They have no secret of their own, so the token is in
 * the address. Each is sent once; its time makes its content a key.
 *
 * @public
 */
export const dockerhubSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'dockerhub',
  configSchema,
  create: ({ token }) =>
    token
      ? createEventSource({
          authenticate: request => checkSharedToken(request, token),
          open: ({ body }) => ({ ...openOne(body, {}), type: 'push' }),
          read: readDockerhubPush,
        })
      : { notServed: 'no token is configured' },
};
