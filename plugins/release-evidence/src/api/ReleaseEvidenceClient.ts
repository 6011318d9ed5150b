import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ComponentOverview,
  DeliveryCounts,
  DeliveryDetail,
  DeliverySummary,
  Digest,
  Health,
  ImportAnswer,
  Page,
  ReleaseDocument,
  ReleaseSummary,
  ReplayAnswer,
  ReplayRequest,
} from 'backstage-plugin-release-evidence-common';
import type {
  DeliveryListQuery,
  ReleaseEvidenceApi,
  ReleaseListQuery,
  ReleaseQuery,
} from './ReleaseEvidenceApi';

/** Asks the backend, as the person who is signed in. @public */
export class ReleaseEvidenceClient implements ReleaseEvidenceApi {
  private readonly discoveryApi: DiscoveryApi;
  private readonly fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  listReleases(query: ReleaseListQuery): Promise<Page<ReleaseSummary>> {
    return this.json(['releases'], { ...query });
  }

  getRelease(
    digest: Digest,
    query: ReleaseQuery = {},
  ): Promise<ReleaseDocument> {
    return this.json(['releases', digest], { ...query });
  }

  getComponent(entityRef: string): Promise<ComponentOverview> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return this.json(['components', kind, namespace, name]);
  }

  listDeliveries(query: DeliveryListQuery): Promise<Page<DeliverySummary>> {
    return this.json(['deliveries'], { ...query });
  }

  getDelivery(id: string): Promise<DeliveryDetail> {
    return this.json(['deliveries', id]);
  }

  async getDeliveryBody(id: string): Promise<Blob> {
    return (await this.get(['deliveries', id, 'body'])).blob();
  }

  countDeliveries(): Promise<DeliveryCounts> {
    return this.json(['deliveries', 'counts']);
  }

  replayDelivery(id: string): Promise<DeliveryDetail> {
    return this.send(['deliveries', id, 'replay'], {});
  }

  replayDeliveries(request: ReplayRequest): Promise<ReplayAnswer> {
    return this.send(['deliveries', 'replay'], {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  importDeliveries(lines: Blob): Promise<ImportAnswer> {
    return this.send(['deliveries', 'import'], {
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
    });
  }

  getHealth(): Promise<Health> {
    return this.json(['health']);
  }

  async getWebhookBaseUrl(): Promise<string> {
    return `${await this.discoveryApi.getBaseUrl('release-evidence')}/webhooks`;
  }

  private async json<T>(path: string[], query?: Query): Promise<T> {
    return (await this.get(path, query)).json();
  }

  private async send<T>(
    path: string[],
    content: Pick<RequestInit, 'headers' | 'body'>,
  ): Promise<T> {
    return (await this.fetch(path, '', { method: 'POST', ...content })).json();
  }

  private get(path: string[], query: Query = {}): Promise<Response> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return this.fetch(
      path,
      given.length > 0 ? `?${new URLSearchParams(given)}` : '',
    );
  }

  private async fetch(
    path: string[],
    search: string,
    options?: RequestInit,
  ): Promise<Response> {
    const base = await this.discoveryApi.getBaseUrl('release-evidence');
    const response = await this.fetchApi.fetch(
      `${base}/${path.map(encodeURIComponent).join('/')}${search}`,
      options,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

type Query = Record<string, string | number | undefined>;
