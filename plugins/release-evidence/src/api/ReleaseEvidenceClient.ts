import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ComponentOverview,
  DeliveryDetail,
  DeliverySummary,
  Digest,
  Health,
  Page,
  ReleaseDocument,
  ReleaseSummary,
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

  getHealth(): Promise<Health> {
    return this.json(['health']);
  }

  async getWebhookBaseUrl(): Promise<string> {
    return `${await this.discoveryApi.getBaseUrl('release-evidence')}/webhooks`;
  }

  private async json<T>(path: string[], query?: Query): Promise<T> {
    return (await this.get(path, query)).json();
  }

  private async get(path: string[], query: Query = {}): Promise<Response> {
    const base = await this.discoveryApi.getBaseUrl('release-evidence');
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    const response = await this.fetchApi.fetch(
      `${base}/${path.map(encodeURIComponent).join('/')}${search}`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

type Query = Record<string, string | number | undefined>;
