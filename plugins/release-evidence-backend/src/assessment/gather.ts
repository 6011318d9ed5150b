import {
  ComponentFacts,
  Digest,
  Environment,
  EvidenceRecord,
  findEnvironment,
  Identifier,
  identifier,
  Instant,
  Predecessor,
  ReleaseFacts,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';
import { chunked } from '../database/dialect';
import { EvidenceStore, storableIdentifier } from '../evidence/evidenceStore';
import { TagHistory, TagHolding, TagMention } from '../evidence/tags';
import { ComponentStore } from '../releases/componentStore';
import { ofKind, Reach, reach } from '../releases/reach';
import { registerIdentifiers } from '../releases/releaseTracker';
import { buildReleaseFacts, recordsOf } from './facts/releaseFacts';
import { findPredecessors } from './predecessors';

/** A release with all that is known of it. */
export interface GatheredRelease {
  id: number;
  component: string;
  digest: Digest;
  /** The stored moment of its first recording, before this gathering. */
  storedRecordedAt: Instant;
  facts: ReleaseFacts;
  records: EvidenceRecord[];
  /** The index that lists this digest as one of its platforms. */
  partOf: Digest | null;
}

interface ReleaseRow {
  id: BigintColumn;
  component: string;
  digest: string;
  recorded_at: TimestampColumn;
}

/** A release on its way to being gathered. */
interface Draft {
  id: number;
  digest: Digest;
  recordedAt: Instant;
  component: ComponentFacts;
  reached: Reach;
  predecessors: Predecessor[];
}

/** Gathers the facts of releases, many at a time, with few queries. */
export class Gatherer {
  private readonly tags: TagHistory;

  constructor(
    private readonly knex: Knex,
    private readonly evidence: EvidenceStore,
    private readonly components: ComponentStore,
    private readonly environments: Environment[],
  ) {
    this.tags = new TagHistory(knex);
  }

  /** The facts of the releases that still exist. */
  async gather(ids: number[]): Promise<GatheredRelease[]> {
    const drafts = await this.drafts(ids);
    const pool = new RecordPool(this.knex, this.evidence);
    await pool.fetchRegistered(drafts.map(({ id }) => id));
    const tags = await this.tagsOf(drafts, pool);
    await this.settle(drafts, pool);
    await this.addPredecessors(drafts, pool, tags);
    await this.settle(drafts, pool);
    return drafts.map(draft => this.finish(draft, pool, tags));
  }

  private async drafts(ids: number[]): Promise<Draft[]> {
    const rows: ReleaseRow[] = [];
    for (const chunk of chunked(ids)) {
      rows.push(
        ...(await this.knex('releases')
          .whereIn('id', chunk)
          .select<ReleaseRow[]>('id', 'component', 'digest', 'recorded_at')),
      );
    }
    const components = await this.components.get([
      ...new Set(rows.map(({ component }) => component)),
    ]);
    return rows.flatMap(row => {
      const component = components.get(row.component);
      return component
        ? [
            {
              id: Number(row.id),
              digest: row.digest,
              recordedAt: toInstant(row.recorded_at),
              component,
              reached: {
                identifiers: [identifier.digest(row.digest)],
                digests: [row.digest],
                commits: [],
              },
              predecessors: [],
            },
          ]
        : [];
    });
  }

  private async tagsOf(drafts: Draft[], pool: RecordPool): Promise<Tags> {
    await pool.fetch(drafts, draft => draft.reached.identifiers);
    const digests = drafts.map(({ digest }) => digest);
    const [holdings, mentions] = [
      await this.tags.holdings(digests),
      await this.tags.mentions(digests),
    ];
    return {
      holdings: byDigest(holdings),
      mentions: byDigest(mentions),
    };
  }

  /** Follows identifiers until no release asks for another. */
  private async settle(drafts: Draft[], pool: RecordPool): Promise<void> {
    let open = drafts;
    while (open.length > 0) {
      for (const draft of open) {
        draft.reached = reach(
          draft.digest,
          draft.component,
          pool.lookup,
          new Set(draft.predecessors.flatMap(({ commit }) => commit ?? [])),
        );
      }
      open = await pool.fetch(open, draft => draft.reached.identifiers);
    }
  }

  private async addPredecessors(
    drafts: Draft[],
    pool: RecordPool,
    tags: Tags,
  ): Promise<void> {
    const found = await findPredecessors(
      this.knex,
      drafts.map(draft => ({
        release: draft.id,
        component: draft.component.ref,
        recordedAt: draft.recordedAt,
        deployedAt: this.firstDeployments(factsOf(draft, pool, tags)),
      })),
      this.environments,
    );
    for (const draft of drafts) {
      draft.predecessors = found.get(draft.id) ?? [];
    }
  }

  private firstDeployments(facts: ReleaseFacts): Map<string, Instant> {
    const first = new Map<string, Instant>();
    for (const { environment, deployedAt } of facts.deployments) {
      const name = findEnvironment(this.environments, environment)?.name;
      if (name && deployedAt && !(first.get(name)! <= deployedAt)) {
        first.set(name, deployedAt);
      }
    }
    return first;
  }

  private finish(draft: Draft, pool: RecordPool, tags: Tags): GatheredRelease {
    const material = materialOf(draft, pool, tags);
    return {
      id: draft.id,
      component: draft.component.ref,
      digest: draft.digest,
      storedRecordedAt: draft.recordedAt,
      facts: buildReleaseFacts(material),
      records: recordsOf(material),
      partOf: indexOf(draft, pool),
    };
  }
}

function byDigest<T extends { digest: Digest }>(
  entries: T[],
): Map<Digest, T[]> {
  const groups = new Map<Digest, T[]>();
  for (const entry of entries) {
    groups.set(entry.digest, [...(groups.get(entry.digest) ?? []), entry]);
  }
  return groups;
}

interface Tags {
  holdings: Map<Digest, TagHolding[]>;
  mentions: Map<Digest, TagMention[]>;
}

function materialOf(draft: Draft, pool: RecordPool, tags: Tags) {
  return {
    ...draft,
    lookup: pool.lookup,
    holdings: tags.holdings.get(draft.digest) ?? [],
    mentions: tags.mentions.get(draft.digest) ?? [],
  };
}

function factsOf(draft: Draft, pool: RecordPool, tags: Tags): ReleaseFacts {
  return buildReleaseFacts(materialOf(draft, pool, tags));
}

/**
 * The index that lists a manifest and is a release of the same component; the
 * lowest digest when several do, so that the answer does not depend on which
 * came first.
 */
function indexOf(
  { digest, component }: Draft,
  pool: RecordPool,
): Digest | null {
  const pushes = ofKind(
    pool.lookup(identifier.digest(digest)),
    'artifact-pushed',
  );
  const names = new Set([
    ...component.artifacts,
    ...pushes
      .filter(({ observation }) => observation.digest === digest)
      .map(({ observation }) => observation.name),
  ]);
  const indexes = pushes
    .map(({ observation }) => observation)
    .filter(
      push =>
        push.digest !== digest &&
        push.platforms.includes(digest) &&
        names.has(push.name),
    )
    .map(push => push.digest);
  return indexes.sort()[0] ?? null;
}

/** The records fetched so far, by identifier. */
class RecordPool {
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
