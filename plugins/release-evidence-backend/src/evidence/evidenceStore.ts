import { createHash } from 'node:crypto';
import {
  canonicalJson,
  EvidenceRecord,
  Identifier,
  identifiersOf,
  Instant,
  TimeBasis,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import {
  BigintColumn,
  TimestampColumn,
  toInstant,
  withoutNul,
} from '../database/columns';
import { chunked, Queryable } from '../database/dialect';
import { tagMentionRows, tagMoveRows } from './tags';

export interface EvidenceRow {
  seq: BigintColumn;
  id: string;
  class: EvidenceRecord['class'];
  source: string;
  delivery_id: string;
  subject: string | null;
  occurred_at: TimestampColumn;
  time_basis: TimeBasis;
  received_at: TimestampColumn;
  observation: string;
}

/** The columns that `toRecord` reads. */
export const EVIDENCE_COLUMNS = [
  'id',
  'class',
  'source',
  'delivery_id',
  'subject',
  'occurred_at',
  'time_basis',
  'received_at',
  'observation',
].map(column => `evidence.${column}`);

/** Longer identifiers than any sender's go into the index as their hash. */
const MAX_IDENTIFIER_LENGTH = 600;

/** The append-only records, and the index by what they name. */
export class EvidenceStore {
  constructor(private readonly knex: Knex) {}

  /** Appends what is not there yet, all or nothing. */
  async append(records: EvidenceRecord[]): Promise<void> {
    if (records.length > 0) {
      await this.knex.transaction(transaction =>
        insertRecords(transaction, distinct(records)),
      );
    }
  }

  /** Records that name any of the identifiers, each under those it names. */
  async byIdentifiers(
    identifiers: Identifier[],
  ): Promise<Map<Identifier, EvidenceRecord[]>> {
    const found = new Map<Identifier, EvidenceRecord[]>();
    const known = new Map<string, EvidenceRecord>();
    const stored = new Map(
      identifiers.map(identifier => [
        storableIdentifier(identifier),
        identifier,
      ]),
    );
    for (const chunk of chunked([...stored.keys()])) {
      const rows: (EvidenceRow & { identifier: string })[] = await this.knex(
        'evidence_identifiers',
      )
        .join('evidence', 'evidence.seq', 'evidence_identifiers.evidence_seq')
        .whereIn('identifier', chunk)
        .select('identifier', ...EVIDENCE_COLUMNS);
      for (const row of rows) {
        const record = known.get(row.id) ?? toRecord(row);
        known.set(row.id, record);
        const identifier = stored.get(row.identifier)!;
        const list = found.get(identifier) ?? [];
        list.push(record);
        found.set(identifier, list);
      }
    }
    return found;
  }

  async byDelivery(delivery: string): Promise<EvidenceRecord[]> {
    const rows: EvidenceRow[] = await this.knex('evidence')
      .where('delivery_id', delivery)
      .orderBy('seq')
      .select(EVIDENCE_COLUMNS);
    return rows.map(toRecord);
  }
}

async function insertRecords(
  transaction: Queryable,
  records: EvidenceRecord[],
): Promise<void> {
  for (const chunk of chunked(records, 12)) {
    const inserted: { seq: BigintColumn; id: string }[] = await transaction(
      'evidence',
    )
      .insert(chunk.map(toRow))
      .onConflict('id')
      .ignore()
      .returning(['seq', 'id']);
    const sequence = new Map(inserted.map(({ id, seq }) => [id, seq]));
    const fresh = chunk.flatMap(record => {
      const seq = sequence.get(record.id);
      return seq === undefined ? [] : [{ record, seq }];
    });
    await insertAll(
      transaction,
      'evidence_identifiers',
      fresh.flatMap(({ record, seq }) =>
        identifiersOf(record.observation).map(identifier => ({
          identifier: storableIdentifier(identifier),
          evidence_seq: seq,
        })),
      ),
    );
    await insertAll(transaction, 'tag_moves', fresh.flatMap(tagMoveRows));
    await insertAll(transaction, 'tag_mentions', fresh.flatMap(tagMentionRows));
  }
}

async function insertAll(
  transaction: Queryable,
  table: string,
  rows: object[],
): Promise<void> {
  for (const chunk of chunked(rows, 5)) {
    await transaction(table).insert(chunk).onConflict().ignore();
  }
}

function distinct(records: EvidenceRecord[]): EvidenceRecord[] {
  return [...new Map(records.map(record => [record.id, record])).values()].sort(
    (a, b) => (a.id < b.id ? -1 : 1),
  );
}

/** The form of an identifier that fits an index on every database. */
export function storableIdentifier(identifier: Identifier): string {
  const text = withoutNul(identifier);
  return text.length <= MAX_IDENTIFIER_LENGTH
    ? text
    : `${text.split(':')[0]}:#${createHash('sha256')
        .update(text)
        .digest('hex')}`;
}

function toRow(record: EvidenceRecord) {
  return {
    id: record.id,
    class: record.class,
    kind: record.observation.kind,
    source: record.source,
    delivery_id: record.delivery,
    subject: record.subject,
    occurred_at: new Date(record.occurredAt),
    time_basis: record.timeBasis,
    received_at: new Date(record.receivedAt),
    observation: canonicalJson(record.observation),
  };
}

export function toRecord(row: EvidenceRow): EvidenceRecord {
  return {
    id: row.id,
    class: row.class,
    observation: JSON.parse(row.observation),
    source: row.source,
    delivery: row.delivery_id,
    subject: row.subject,
    occurredAt: toInstant(row.occurred_at) as Instant,
    timeBasis: row.time_basis,
    receivedAt: toInstant(row.received_at) as Instant,
  };
}
