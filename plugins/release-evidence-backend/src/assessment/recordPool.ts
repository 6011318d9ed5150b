import type {
  EvidenceRecord,
  Identifier,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { BigintColumn } from '../database/columns';
import { chunked } from '../database/dialect';
import { EvidenceStore, storableIdentifier } from '../evidence/evidenceStore';
import { registerIdentifiers } from '../releases/releaseTracker';

/** The records fetched so far, by identifier. */
export class RecordPool {
  private readonly records = new Map<Identifier, EvidenceRecord[]>();
  private readonly registered = new Set<string>();

  constructor(
    private readonly knex: Knex,
    private readonly evidence: EvidenceStore,
  ) {}

  readonly lookup = (id: Identifier): EvidenceRecord[] =>
    this.records.get(id) ?? [];

  /** Fetches at once what the releases needed the last time. */
  async fetchRegistered(releases: number[]): Promise<void> {
    const identifiers = new Set<Identifier>();
    for (const chunk of chunked(releases)) {
      const rows: { release_id: BigintColumn; identifier: string }[] =
        await this.knex('release_identifiers')
          .whereIn('release_id', chunk)
          .select('release_id', 'identifier');
      for (const row of rows) {
        this.registered.add(
          registration(Number(row.release_id), row.identifier),
        );
        identifiers.add(row.identifier);
      }
    }
    await this.load([...identifiers].filter(id => !id.includes(':#')));
  }

  /**
   * Registers and fetches what is new; answers those for whom something was.
   * An identifier is registered before its evidence is read: see
   * releaseTracker.ts.
   */
  async fetch<T extends { id: number }>(
    releases: T[],
    identifiersOf: (release: T) => Identifier[],
  ): Promise<T[]> {
    const fresh = releases.flatMap(release =>
      identifiersOf(release)
        .filter(
          id =>
            !this.registered.has(
              registration(release.id, storableIdentifier(id)),
            ),
        )
        .map(id => ({ release: release.id, identifier: id })),
    );
    await registerIdentifiers(this.knex, fresh);
    fresh.forEach(entry =>
      this.registered.add(
        registration(entry.release, storableIdentifier(entry.identifier)),
      ),
    );
    const missing = new Set(
      releases.flatMap(identifiersOf).filter(id => !this.records.has(id)),
    );
    const renew = new Set(fresh.map(entry => entry.identifier));
    await this.load([...new Set([...missing, ...renew])]);
    const changed = new Set(fresh.map(entry => entry.release));
    return releases.filter(
      release =>
        changed.has(release.id) ||
        identifiersOf(release).some(id => missing.has(id)),
    );
  }

  private async load(identifiers: Identifier[]): Promise<void> {
    const found = await this.evidence.byIdentifiers(identifiers);
    for (const id of identifiers) {
      this.records.set(id, found.get(id) ?? []);
    }
  }
}

function registration(release: number, stored: string): string {
  return `${release} ${stored}`;
}
