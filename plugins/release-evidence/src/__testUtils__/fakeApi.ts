import { ResponseError } from '@backstage/errors';
import type { ReleaseEvidenceApi } from '../api';
import { environment, releaseDocument, summary } from './fixtures';

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
    listDeliveries: jest.fn(),
    getDelivery: jest.fn().mockResolvedValue({
      id: 'delivery-1',
      source: 'registry',
      type: 'notification',
      status: 'done',
      receivedAt: '2026-10-01T10:00:01.000Z',
      attempts: 1,
      evidence: [],
      headers: {},
      bodySha256: '33'.repeat(32),
      bodySize: 12,
    }),
    getDeliveryBody: jest
      .fn()
      .mockResolvedValue({ text: async () => '{"events":[]}' }),
    getHealth: jest.fn(),
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
