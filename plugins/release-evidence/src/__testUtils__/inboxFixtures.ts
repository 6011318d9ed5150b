import type {
  DeliveryDetail,
  DeliverySummary,
  Health,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';

/** A delivery in a list; unless said otherwise one that was read. */
export function delivery(
  given: Partial<DeliverySummary> = {},
): DeliverySummary {
  return {
    id: 'delivery-1',
    source: 'registry',
    type: 'notification',
    status: 'done',
    receivedAt: '2026-10-01T10:00:01.000Z',
    attempts: 1,
    ...given,
  };
}

/** What is told of a delivery that could not be processed. */
export const DEAD: Partial<DeliverySummary> = {
  status: 'dead',
  attempts: 8,
  error: 'The disk is full',
};

export function deliveryDetail(
  given: Partial<DeliveryDetail> = {},
): DeliveryDetail {
  return {
    ...delivery(),
    evidence: [],
    releases: [],
    imported: null,
    headers: {},
    bodySha256: '33'.repeat(32),
    bodySize: 12,
    ...given,
  };
}

/** A source that delivers. */
export function source(given: Partial<SourceHealth> = {}): SourceHealth {
  return {
    id: 'registry',
    type: 'distribution',
    status: 'ok',
    lastAcceptedAt: '2026-10-01T10:00:01.000Z',
    lastRejected: null,
    lagSeconds: 0,
    dead: 0,
    usualSilenceSeconds: 600,
    ...given,
  };
}

export function health(sources: SourceHealth[] = [source()]): Health {
  return { sources, trust: [], log: { size: 0, verifiedAt: null } };
}
