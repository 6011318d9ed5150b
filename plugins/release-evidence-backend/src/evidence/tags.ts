import type { EvidenceRecord } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import {
  BigintColumn,
  TimestampColumn,
  toInstant,
  withoutNul,
} from '../database/columns';
import { chunked } from '../database/dialect';
import { EVIDENCE_COLUMNS, EvidenceRow, toRecord } from './evidenceStore';

/*
 * Tags are not identifiers like the others
 *
 * A digest, a commit or a run names one thing for ever, so whoever names it
 * belongs to whoever else does. A tag names one thing now and another later:
 * `latest` is mentioned by every release there ever was. Were it an ordinary
 * identifier, each push of `latest` would touch all of them.
 *
 * So tags have a history of their own. A release holds a tag from the moment
 * of a move to it until the next move elsewhere, and a record that names only
 * the tag concerns just the release that held it at the record's time.
 */

interface Appended {
  record: EvidenceRecord;
  seq: BigintColumn;
}

const MAX_TAG_LENGTH = 200;

/** What a record says about where a tag points. */
export function tagMoveRows({ record, seq }: Appended): object[] {
  const { observation } = record;
  if (
    (observation.kind !== 'artifact-pushed' &&
      observation.kind !== 'artifact-deleted') ||
    !isStorable(observation.tag)
  ) {
    return [];
  }
  return [
    {
      name: observation.name,
      tag: withoutNul(observation.tag),
      at: new Date(record.occurredAt),
      digest: observation.kind === 'artifact-pushed' ? observation.digest : '',
      evidence_seq: seq,
    },
  ];
}

/** A record that knows the artifact by its tag alone. */
export function tagMentionRows({ record, seq }: Appended): object[] {
  const mention = tagMentioned(record);
  return mention
    ? [{ ...mention, at: new Date(record.occurredAt), evidence_seq: seq }]
    : [];
}

export function tagMentioned({
  observation,
}: EvidenceRecord): { name: string; tag: string } | undefined {
  if (
    (observation.kind === 'deployment' ||
      observation.kind === 'approval' ||
      observation.kind === 'check') &&
    observation.digest === null &&
    observation.artifact !== null &&
    isStorable(observation.tag)
  ) {
    return { name: observation.artifact, tag: withoutNul(observation.tag) };
  }
  return undefined;
}

function isStorable(tag: string | null): tag is string {
  return tag !== null && tag.length <= MAX_TAG_LENGTH;
}

/** A stretch of time in which a tag pointed at a digest. */
export interface TagHolding {
  name: string;
  tag: string;
  digest: string;
  from: string;
  to: string | null;
  evidence: string;
}

/** A record that means a digest, as it names the tag that pointed at it. */
export interface TagMention {
  digest: string;
  record: EvidenceRecord;
}

interface MoveRow {
  name: string;
  tag: string;
  digest: string;
  at: TimestampColumn;
  ended_at: TimestampColumn | null;
  evidence_id: string;
}

/** Reads the history of tags. */
export class TagHistory {
  constructor(private readonly knex: Knex) {}

  /** Which tags pointed at the digests, from when until when. */
  async holdings(digests: string[]): Promise<TagHolding[]> {
    const rows: MoveRow[] = [];
    for (const chunk of chunked(digests)) {
      rows.push(
        ...(await this.knex('tag_moves as move')
          .join('evidence', 'evidence.seq', 'move.evidence_seq')
          .whereIn('move.digest', chunk)
          .orderBy(['move.name', 'move.tag', 'move.at'])
          .select<MoveRow[]>(
            'move.name',
            'move.tag',
            'move.digest',
            'move.at',
            'evidence.id as evidence_id',
            this.knex.raw('(?) as ended_at', [this.nextMove()]),
          )),
      );
    }
    return rows.map(row => ({
      name: row.name,
      tag: row.tag,
      digest: row.digest,
      from: toInstant(row.at),
      to: row.ended_at === null ? null : toInstant(row.ended_at),
      evidence: row.evidence_id,
    }));
  }

  /** When the tag of a `move` went elsewhere. */
  private nextMove(): Knex.QueryBuilder {
    return this.knex('tag_moves as next')
      .whereRaw('next.name = move.name AND next.tag = move.tag')
      .whereRaw('next.digest <> move.digest')
      .whereRaw(
        '(next.at > move.at OR (next.at = move.at AND next.digest > move.digest))',
      )
      .min('next.at');
  }

  /** The digest that a tag pointed at at a moment; undefined when none. */
  async holder(
    name: string,
    tag: string,
    at: Date,
  ): Promise<string | undefined> {
    const row = await this.knex('tag_moves')
      .where({ name, tag })
      .where('at', '<=', at)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'digest', order: 'desc' },
      ])
      .first<{ digest: string } | undefined>('digest');
    return row?.digest || undefined;
  }

  /** Records that name a tag alone while it pointed at one of the digests. */
  async mentions(digests: string[]): Promise<TagMention[]> {
    const mentions: TagMention[] = [];
    for (const chunk of chunked(digests)) {
      const rows: (EvidenceRow & { digest: string })[] = await this.knex(
        'tag_moves as move',
      )
        .join('tag_mentions as mention', join =>
          join
            .on('mention.name', 'move.name')
            .andOn('mention.tag', 'move.tag')
            .andOn('mention.at', '>=', 'move.at'),
        )
        .join('evidence', 'evidence.seq', 'mention.evidence_seq')
        .whereIn('move.digest', chunk)
        .whereNotExists(
          this.knex('tag_moves as next')
            .select(this.knex.raw('1'))
            .whereRaw('next.name = move.name AND next.tag = move.tag')
            .whereRaw('next.at <= mention.at')
            .whereRaw(
              '(next.at > move.at OR (next.at = move.at AND next.digest > move.digest))',
            ),
        )
        .select(['move.digest', ...EVIDENCE_COLUMNS]);
      mentions.push(
        ...rows.map(row => ({ digest: row.digest, record: toRecord(row) })),
      );
    }
    return mentions;
  }
}
