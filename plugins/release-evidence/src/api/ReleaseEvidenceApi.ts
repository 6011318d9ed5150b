import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ComponentOverview,
  DeliveryCounts,
  DeliveryDetail,
  DeliverySummary,
  DeliveryStatus,
  Digest,
  Health,
  ImportAnswer,
  Instant,
  Level,
  Page,
  ReleaseDocument,
  ReleaseSummary,
  ReplayAnswer,
  ReplayRequest,
} from 'backstage-plugin-release-evidence-common';

/** What a list of releases may be narrowed to. @public */
export interface ReleaseListQuery {
  /** An entity ref. */
  component?: string;
  /** The environment whose level is shown and filtered by. */
  environment?: string;
  level?: Level;
  cursor?: string;
  /** From 1 to 100; the server says when it is left out. */
  limit?: number;
}

/** What a list of deliveries may be narrowed to. @public */
export interface DeliveryListQuery {
  status?: DeliveryStatus;
  source?: string;
  /** The sender's name for the kind of request. */
  type?: string;
  /** Stands in the reason or the error, in any case. */
  text?: string;
  /** Received then or later. */
  from?: Instant;
  /** Received before. */
  to?: Instant;
  cursor?: string;
  limit?: number;
}

/** A release as one component and environment see it. @public */
export interface ReleaseQuery {
  /** An entity ref; needed when several components share the digest. */
  component?: string;
  /** The environment to score for; the last one when left out. */
  environment?: string;
}

/**
 * What the Release Evidence backend answers and does. Every method rejects with a
 * `ResponseError` when the server refuses.
 *
 * @public
 */
export interface ReleaseEvidenceApi {
  /** Newest first. */
  listReleases(query: ReleaseListQuery): Promise<Page<ReleaseSummary>>;
  getRelease(digest: Digest, query?: ReleaseQuery): Promise<ReleaseDocument>;
  /** What runs where, of one component. */
  getComponent(entityRef: string): Promise<ComponentOverview>;
  listDeliveries(query: DeliveryListQuery): Promise<Page<DeliverySummary>>;
  getDelivery(id: string): Promise<DeliveryDetail>;
  /** The body of a delivery as it was received. */
  getDeliveryBody(id: string): Promise<Blob>;
  /** What in the inbox may need somebody. */
  countDeliveries(): Promise<DeliveryCounts>;
  /** Has a delivery processed again; safe at any time. */
  replayDelivery(id: string): Promise<DeliveryDetail>;
  /** Has many deliveries processed again, some of them at a time. */
  replayDeliveries(request: ReplayRequest): Promise<ReplayAnswer>;
  /** Takes in recorded deliveries, one a line; safe to repeat. */
  importDeliveries(lines: Blob): Promise<ImportAnswer>;
  getHealth(): Promise<Health>;
  /** Where senders deliver to; the name of a source is still to be added. */
  getWebhookBaseUrl(): Promise<string>;
}

/** @public */
export const releaseEvidenceApiRef = createApiRef<ReleaseEvidenceApi>().with({
  id: 'plugin.release-evidence.client',
  pluginId: 'release-evidence',
});
