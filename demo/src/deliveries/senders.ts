import { createHmac } from 'node:crypto';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { DemoDelivery } from './story';

/** A source of the configuration that the demo can play the sender of. */
export interface Sender {
  /** The last segment of its webhook's URL. */
  source: string;
  /** The headers by which the source knows its sender. */
  prove(body: string): Record<string, string>;
}

export type Senders = Partial<Record<DemoDelivery['sender'], Sender>>;

/** The demo's own sources, as far as they have the credential they need. */
export function configuredSenders(config: RootConfigService): Senders {
  const credential = (key: string) =>
    config.getOptionalString(`releaseEvidence.sources.${key}`);
  const secret = credential('github.secret');
  const token = credential('registry.token');
  return {
    ...(secret
      ? {
          github: {
            source: 'github',
            prove: (body: string) => signatures(body, secret),
          },
        }
      : {}),
    ...(token
      ? {
          distribution: {
            source: 'registry',
            prove: () => ({ authorization: `Bearer ${token}` }),
          },
        }
      : {}),
  };
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
