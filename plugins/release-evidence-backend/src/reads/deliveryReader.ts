import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DeliveryDetail,
  Digest,
  identifier,
  ReleaseReference,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { chunked } from '../database/dialect';
import type { EvidenceStore } from '../evidence/evidenceStore';
import { readImported } from '../ingress/importMark';
import { DeliveryStore, toSummary } from '../inbox/deliveryStore';
import { toEvidenceItem } from './releaseDocument';
import type { Visibility } from './visibility';

/** Whole deliveries, and what was made of them. */
export class DeliveryReader {
  constructor(
    private readonly options: {
      knex: Knex;
      deliveries: DeliveryStore;
      evidence: EvidenceStore;
      visibility: Visibility;
    },
  ) {}

  /** @throws NotFoundError, and InputError for what is no id. */
  async delivery(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<DeliveryDetail> {
    const { deliveries, evidence } = this.options;
    const row = await deliveries.get(id);
    const items = (await evidence.byDelivery(id)).map(record =>
      toEvidenceItem(record),
    );
    return {
      ...toSummary(row),
      ...readImported(JSON.parse(row.headers)),
      bodySha256: row.body_sha256,
      bodySize: row.body_size,
      evidence: items,
      releases: await this.releasesOf(
        items.flatMap(({ subject }) => subject ?? []),
        credentials,
      ),
    };
  }

  /** Releases by any of their digests; a platform's is shown as the platform's. */
  private async releasesOf(
    subjects: Digest[],
    credentials: BackstageCredentials,
  ): Promise<ReleaseReference[]> {
    const digests = new Map(
      subjects.map(digest => [identifier.digest(digest), digest]),
    );
    const found: ReleaseReference[] = [];
    for (const identifiers of chunked([...digests.keys()])) {
      const rows: { component: string; identifier: string }[] =
        await this.options
          .knex('release_identifiers')
          .join('releases', 'releases.id', 'release_identifiers.release_id')
          .whereIn('identifier', identifiers)
          .whereNull('releases.part_of')
          .distinct('releases.component', 'release_identifiers.identifier');
      found.push(
        ...rows.map(({ component, identifier: name }) => ({
          component,
          digest: digests.get(name)!,
        })),
      );
    }
    const readable = new Set(
      await this.options.visibility.readableComponents(
        found.map(({ component }) => component),
        credentials,
      ),
    );
    return found
      .filter(({ component }) => readable.has(component))
      .sort((a, b) => (a.component < b.component ? -1 : 1));
  }
}
