import {
  checkBodyHmac,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, openOne } from '../eventSource';
import { hostSetting, repositoriesSetting } from '../registryHost';
import { readNexusEvent } from './nexusEvent';

const configSchema = z.strictObject({
  type: z.literal('nexus'),
  secret: z.string().min(1).optional(),
  host: hostSetting,
  repositories: repositoriesSetting,
});

/**
 * Component webhooks of Sonatype Nexus Repository. The id in their header is
 * not covered by the signature, so the content, which has a time, is the key.
 *
 * @public
 */
export const nexusSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'nexus',
  configSchema,
  create: ({ secret, ...names }) =>
    secret
      ? createEventSource({
          authenticate: request =>
            checkBodyHmac({
              request,
              header: 'X-Nexus-Webhook-Signature',
              secret,
              algorithm: 'sha1',
            }),
          open: ({ body }) => openOne(body, { type: 'action' }),
          read: (payload, receivedAt) =>
            readNexusEvent(payload, { ...names, receivedAt }),
        })
      : { notServed: 'no secret is configured' },
};
