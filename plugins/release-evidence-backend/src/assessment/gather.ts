import {
  ComponentFacts,
  Digest,
  Environment,
  EvidenceRecord,
  findEnvironment,
  identifier,
  Instant,
  Predecessor,
  ReleaseFacts,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';
import { chunked } from '../database/dialect';
import type { EvidenceStore } from '../evidence/evidenceStore';
import { TagHistory, TagHolding, TagMention } from '../evidence/tags';
import { ComponentStore } from '../releases/componentStore';
import { ofKind, Reach, reach } from '../releases/reach';
import type { SignatureStore } from '../trust';
import type { SignatureLookup } from './facts/documents';
import { buildReleaseFacts, recordsOf } from './facts/releaseFacts';
import { findPredecessors } from './predecessors';
import { RecordPool } from './recordPool';

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
    private readonly signatures: SignatureStore,
  ) {
    this.tags = new TagHistory(knex);
  }

  /** The facts of the releases that still exist. */
  async gather(ids: number[]): Promise<GatheredRelease[]> {
    const drafts = await this.drafts(ids);
    const pool = new RecordPool(this.knex, this.evidence);
    await pool.fetchRegistered(drafts.map(({ id }) => id));
    const tags = await this.tagsOf(drafts, pool);
    await this.settle(drafts, pool, tags);
    await this.addPredecessors(drafts, pool, tags);
    await this.settle(drafts, pool, tags);
    const signatureOf = await this.signaturesOf(drafts, pool, tags);
    return drafts.map(draft => this.finish(draft, pool, tags, signatureOf));
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
  private async settle(
    drafts: Draft[],
    pool: RecordPool,
    { mentions }: Tags,
  ): Promise<void> {
    let open = drafts;
    while (open.length > 0) {
      for (const draft of open) {
        draft.reached = reach(
          draft.digest,
          draft.component,
          pool.lookup,
          (mentions.get(draft.digest) ?? []).map(({ record }) => record),
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

  private async signaturesOf(
    drafts: Draft[],
    pool: RecordPool,
    tags: Tags,
  ): Promise<SignatureLookup> {
    const documents = drafts.flatMap(draft =>
      ofKind(recordsOf(materialOf(draft, pool, tags)), 'document').map(
        ({ observation }) => observation.document,
      ),
    );
    const facts = await this.signatures.of(documents);
    return (document, position) => facts.get(document)?.[position] ?? null;
  }

  private finish(
    draft: Draft,
    pool: RecordPool,
    tags: Tags,
    signatureOf: SignatureLookup,
  ): GatheredRelease {
    const material = { ...materialOf(draft, pool, tags), signatureOf };
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
    // Where a release ran, and which commit it is, hangs on no signature.
    signatureOf: () => null,
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
