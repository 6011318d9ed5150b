import {
  ArtifactPushed,
  ComponentFacts,
  EvidenceRecord,
  identifier,
  Identifier,
  identifiersOf,
  isReferrerTag,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { BigintColumn } from '../database/columns';
import { chunked, Queryable } from '../database/dialect';
import { EvidenceStore, storableIdentifier } from '../evidence/evidenceStore';
import { tagMentioned, TagHistory } from '../evidence/tags';
import { claimants, knownComponents } from './componentStore';
import { enqueueReleases } from './releaseQueue';

/*
 * From evidence to the releases it touches
 *
 * Evidence comes in any order, and often before the release that it belongs to
 * is known. So nothing here decides what a record means: it only finds the
 * releases whose answer could change, and puts them into a queue. What they
 * are then worth is computed from all evidence, as if it had come at once.
 *
 * Each release registers the identifiers that its evidence hangs on (its
 * digests, commit, run, …; see reach.ts) and a record reaches the releases that
 * registered one of its identifiers. Two steps can run into each other: a
 * release looks for evidence while new evidence is being stored. Nothing is
 * missed, because a release registers an identifier before it looks, and this
 * tracker looks for registrations after the evidence is committed: whichever
 * came second sees the other.
 */

interface NewRelease {
  component: string;
  digest: string;
  recordedAt: string;
}

/** Finds and makes the releases that evidence belongs to. */
export class ReleaseTracker {
  private readonly tags: TagHistory;

  constructor(
    private readonly knex: Knex,
    private readonly evidence: EvidenceStore,
  ) {
    this.tags = new TagHistory(knex);
  }

  /** Queues every release that these records touch, new ones included. */
  async track(records: EvidenceRecord[], now: Date): Promise<void> {
    if (records.length === 0) {
      return;
    }
    const byTag = await this.digestsMeantByTag(records);
    await this.knex.transaction(async transaction => {
      await this.createReleases(transaction, records);
      const touched = await registered(transaction, [
        ...records.flatMap(record => identifiersOf(record.observation)),
        ...byTag.map(identifier.digest),
      ]);
      await enqueueReleases(transaction, touched, now);
    });
  }

  /**
   * Looks through evidence that came before the component claimed its names.
   */
  async adopt(component: ComponentFacts, now: Date): Promise<void> {
    const found = await this.evidence.byIdentifiers([
      ...component.artifacts.map(identifier.artifact),
      ...component.repositories.map(identifier.sourceOf),
      identifier.uploadedFor(component.ref),
    ]);
    const records = [...found.values()].flat();
    await this.track(records, now);
    await this.knex.transaction(async transaction => {
      const rows: { id: BigintColumn }[] = await transaction('releases')
        .where({ component: component.ref })
        .select('id');
      await enqueueReleases(
        transaction,
        rows.map(({ id }) => Number(id)),
        now,
      );
    });
  }

  /** Forgets the releases of a component under names that it gave up. */
  async abandon(component: string): Promise<void> {
    await this.knex('releases').where({ component }).delete();
  }

  private async createReleases(
    transaction: Queryable,
    records: EvidenceRecord[],
  ): Promise<void> {
    const pushes = records.filter(isReleasable);
    const byName = await claimants(
      transaction,
      'artifact',
      pushes.map(({ observation }) => observation.name),
    );
    const bySource = await claimants(
      transaction,
      'repository',
      pushes.flatMap(({ observation }) => observation.sourceRepository ?? []),
    );
    const releases = pushes.flatMap(({ observation, occurredAt }) =>
      [
        ...(byName.get(observation.name) ?? []),
        ...(bySource.get(observation.sourceRepository ?? '') ?? []),
      ].map(component => ({
        component,
        digest: observation.digest,
        recordedAt: occurredAt,
      })),
    );
    await insertReleases(transaction, [
      ...releases,
      ...(await uploadedReleases(transaction, records)),
    ]);
  }

  /** Digests that held a tag which the records move, or mean by its name. */
  private async digestsMeantByTag(
    records: EvidenceRecord[],
  ): Promise<string[]> {
    const digests: string[] = [];
    for (const record of records) {
      const at = new Date(record.occurredAt);
      const mentioned = tagMentioned(record);
      const moved = movedTag(record);
      if (mentioned) {
        digests.push(
          (await this.tags.holder(mentioned.name, mentioned.tag, at)) ?? '',
        );
      }
      if (moved) {
        const before = new Date(at.getTime() - 1);
        digests.push(
          (await this.tags.holder(moved.name, moved.tag, before)) ?? '',
        );
      }
    }
    return [...new Set(digests)].filter(digest => digest !== '');
  }
}

/**
 * A document that was uploaded for a component makes its digest a release of
 * it, on the word of whoever uploaded it.
 */
async function uploadedReleases(
  transaction: Queryable,
  records: EvidenceRecord[],
): Promise<NewRelease[]> {
  const named = records.flatMap(({ observation, occurredAt }) =>
    observation.kind === 'document' &&
    observation.component !== null &&
    observation.digest !== null
      ? [
          {
            component: observation.component,
            digest: observation.digest,
            recordedAt: occurredAt,
          },
        ]
      : [],
  );
  const known = await knownComponents(
    transaction,
    named.map(({ component }) => component),
  );
  return named.filter(({ component }) => known.has(component));
}

function movedTag({ observation }: EvidenceRecord) {
  const moves =
    observation.kind === 'artifact-pushed' ||
    observation.kind === 'artifact-deleted';
  return moves && observation.tag !== null
    ? { name: observation.name, tag: observation.tag }
    : undefined;
}

type PushRecord = EvidenceRecord & { observation: ArtifactPushed };

/** What is kept under a referrer's tag belongs to another digest. */
function isReleasable(record: EvidenceRecord): record is PushRecord {
  return (
    record.observation.kind === 'artifact-pushed' &&
    !isReferrerTag(record.observation.tag)
  );
}

async function insertReleases(
  transaction: Queryable,
  releases: NewRelease[],
): Promise<void> {
  const distinct = [
    ...new Map(
      releases.map(entry => [`${entry.component} ${entry.digest}`, entry]),
    ).values(),
  ].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  for (const chunk of chunked(distinct, 3)) {
    const inserted: { id: BigintColumn; digest: string }[] = await transaction(
      'releases',
    )
      .insert(
        chunk.map(({ component, digest, recordedAt }) => ({
          component,
          digest,
          recorded_at: new Date(recordedAt),
        })),
      )
      .onConflict(['component', 'digest'])
      .ignore()
      .returning(['id', 'digest']);
    await registerIdentifiers(
      transaction,
      inserted.map(({ id, digest }) => ({
        release: Number(id),
        identifier: identifier.digest(digest),
      })),
    );
  }
}

/** Makes releases depend on identifiers. */
export async function registerIdentifiers(
  knex: Queryable,
  entries: { release: number; identifier: Identifier }[],
): Promise<void> {
  for (const chunk of chunked(entries, 2)) {
    await knex('release_identifiers')
      .insert(
        chunk.map(entry => ({
          release_id: entry.release,
          identifier: storableIdentifier(entry.identifier),
        })),
      )
      .onConflict()
      .ignore();
  }
}

async function registered(
  knex: Queryable,
  identifiers: Identifier[],
): Promise<number[]> {
  const releases = new Set<number>();
  const stored = [...new Set(identifiers.map(storableIdentifier))];
  for (const chunk of chunked(stored)) {
    const rows: { release_id: BigintColumn }[] = await knex(
      'release_identifiers',
    )
      .whereIn('identifier', chunk)
      .distinct('release_id');
    rows.forEach(row => releases.add(Number(row.release_id)));
  }
  return [...releases];
}
