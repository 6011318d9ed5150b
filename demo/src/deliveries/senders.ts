import { createHmac } from 'node:crypto';
import type {
  AuthService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { DemoDelivery } from './story';

/** Somebody whom the demo can play. */
export interface Sender {
  /** Where it sends to, below the plugin's URL. */
  path: string;
  /** The headers by which it is known there. */
  prove(body: string): Promise<Record<string, string>>;
}

export type Senders = Partial<Record<DemoDelivery['sender'], Sender>>;

/**
 * The senders of the demo's own sources, as far as these have the credential
 * they need; and the pipelines, which upload with the token of a service.
 */
export function configuredSenders(
  config: RootConfigService,
  auth: AuthService,
): Senders {
  const credential = (key: string) =>
    config.getOptionalString(`releaseEvidence.sources.${key}`);
  const secret = credential('github.secret');
  const token = credential('registry.token');
  return {
    upload: { path: '/evidence', prove: () => serviceToken(auth) },
    ...(secret
      ? {
          github: {
            path: '/webhooks/github',
            prove: async (body: string) => signatures(body, secret),
          },
        }
      : {}),
    ...(token
      ? {
          distribution: {
            path: '/webhooks/registry',
            prove: async () => ({ authorization: `Bearer ${token}` }),
          },
        }
      : {}),
  };
}

/** A new one each time, as they are short-lived. */
async function serviceToken(
  auth: AuthService,
): Promise<Record<string, string>> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: 'release-evidence',
  });
  return { authorization: `Bearer ${token}` };
}

/** GitHub still sends the older signature beside the one that counts. */
function signatures(body: string, secret: string): Record<string, string> {
  const sign = (algorithm: string) =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return {
    'x-hub-signature': sign('sha1'),
    'x-hub-signature-256': sign('sha256'),
  };
}
