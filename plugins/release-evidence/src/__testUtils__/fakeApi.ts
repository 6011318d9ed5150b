import { ResponseError } from '@backstage/errors';
import type { ReleaseEvidenceApi } from '../api';
import { environment, releaseDocument, summary } from './fixtures';
import { delivery, deliveryDetail, health } from './inboxFixtures';

export type FakeApi = jest.Mocked<ReleaseEvidenceApi>;

/** An API that knows one release, 1.4.2, running in production. */
export function fakeApi(): FakeApi {
  return {
    listReleases: jest.fn().mockResolvedValue({ items: [summary()] }),
    getRelease: jest.fn().mockResolvedValue(releaseDocument()),
    getComponent: jest.fn().mockResolvedValue({
      component: 'component:default/payments',
      environments: [
        environment({ environment: 'staging', protected: false }),
        environment(),
      ],
    }),
    listDeliveries: jest.fn().mockResolvedValue({ items: [delivery()] }),
    getDelivery: jest.fn().mockResolvedValue(deliveryDetail()),
    getDeliveryBody: jest
      .fn()
      .mockResolvedValue({ text: async () => '{"events":[]}' }),
    countDeliveries: jest.fn().mockResolvedValue({ counts: [], upTo: 1000 }),
    replayDelivery: jest.fn().mockResolvedValue(deliveryDetail()),
    replayDeliveries: jest.fn().mockResolvedValue({ replayed: 1 }),
    importDeliveries: jest.fn(),
    getHealth: jest.fn().mockResolvedValue(health()),
    getWebhookBaseUrl: jest
      .fn()
      .mockResolvedValue('http://portal.test/api/release-evidence/webhooks'),
  };
}

/** An answer of the server that refuses. */
export function refusal(
  status: number,
  name?: string,
  message = 'Refused',
): Promise<ResponseError> {
  const body = { error: { name, message }, response: { statusCode: status } };
  return ResponseError.fromResponse(
    new Response(name ? JSON.stringify(body) : '', {
      status,
      statusText: 'Refused',
      headers: { 'content-type': 'application/json' },
    }),
  );
}
