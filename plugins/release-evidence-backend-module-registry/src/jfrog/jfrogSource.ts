import {
  Authentication,
  checkBodyHmac,
  equalSecrets,
  refuse,
  SourceType,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { createEventSource, openOne } from '../eventSource';
import { hostSetting, repositoriesSetting } from '../registryHost';
import { readJfrogEvent } from './jfrogEvent';

const HEADER = 'X-JFrog-Event-Auth';

const configSchema = z
  .strictObject({
    type: z.literal('jfrog'),
    token: z.string().min(1).optional(),
    secret: z.string().min(1).optional(),
    host: hostSetting,
    repositories: repositoriesSetting,
  })
  .refine(({ token, secret }) => !token || !secret, {
    path: ['token'],
    message:
      'the webhook sends either its secret (token) or a signature (secret); configure the one that it does',
  });

/**
 * Webhooks of JFrog Artifactory. Their secret is sent as it is, or signs the
 * body; a webhook does one of the two, and says nothing of which.
 *
 * @public
 */
export const jfrogSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'jfrog',
  configSchema,
  create: ({ token, secret, ...names }) =>
    token || secret
      ? createEventSource({
          authenticate: request =>
            secret
              ? checkBodyHmac({
                  request,
                  header: HEADER,
                  secret,
                  algorithm: 'sha256',
                })
              : checkPlainSecret(request, token!),
          open: ({ body }) => openOne(body, { type: 'event_type' }),
          read: payload => readJfrogEvent(payload, names),
        })
      : { notServed: 'neither a token nor a secret is configured' },
};

function checkPlainSecret(
  { headers }: WebhookRequest,
  token: string,
): Authentication {
  const given = headers[HEADER.toLowerCase()];
  if (!given) {
    return refuse(`the header ${HEADER} is missing`);
  }
  return equalSecrets(given, token)
    ? { authenticated: true }
    : refuse(`the secret in ${HEADER} is wrong`);
}
