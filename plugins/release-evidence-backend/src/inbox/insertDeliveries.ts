import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { withoutNul } from '../database/columns';
import { insertKeyed } from '../database/insertKeyed';

/** A request on its way into the inbox. */
export interface IncomingDelivery {
  source: string;
  type: string | null;
  /** One for each event in it, and one at least. */
  keys: string[];
  headers: Record<string, string>;
  body: Buffer;
  receivedAt: Date;
}

export interface Receipt {
  delivery: string;
  status: 'accepted' | 'duplicate';
}

/** A delivery under the id that it gets if it is new. */
export interface NamedDelivery {
  id: string;
  delivery: IncomingDelivery;
}

/** The columns of a new row, with PostgreSQL's types. */
const COLUMNS = {
  id: 'varchar',
  source: 'varchar',
  type: 'varchar',
  status: 'varchar',
  received_at: 'timestamptz',
  next_attempt_at: 'timestamptz',
  attempts: 'integer',
  headers: 'text',
  body: 'bytea',
  body_size: 'integer',
  body_sha256: 'varchar',
};

/**
 * Stores those that have an event that was not known yet, with one commit, and
 * answers for each in turn.
 */
export async function insertDeliveries(
  knex: Knex,
  batch: NamedDelivery[],
  timeoutMs: number,
): Promise<Receipt[]> {
  const fresh = await insertKeyed(knex, {
    keys: {
      table: 'delivery_events',
      unique: ['source', 'event_key'],
      names: 'delivery_id',
      rows: sorted(batch.flatMap(keyRows)),
    },
    rows: { table: 'deliveries', types: COLUMNS, rows: batch.map(toRow) },
    timeoutMs,
  });
  const firstOf = await firstDeliveries(
    knex,
    batch.filter(({ id }) => !fresh.has(id)),
  );
  return batch.map(({ id, delivery }) => {
    const first = fresh.has(id) ? id : firstOf(delivery);
    // Its own, when the answer to an insert was lost and it was tried again.
    return { delivery: first, status: first === id ? 'accepted' : 'duplicate' };
  });
}

/** Finds under which delivery the first event of others was received. */
async function firstDeliveries(
  knex: Knex,
  duplicates: NamedDelivery[],
): Promise<(delivery: IncomingDelivery) => string> {
  const named = ({ source, keys }: IncomingDelivery) => ({
    source,
    event_key: storableKey(keys[0]),
  });
  const wanted = duplicates.map(({ delivery }) => named(delivery));
  const rows: KeyRow[] =
    wanted.length === 0
      ? []
      : await knex('delivery_events')
          .whereIn('source', [...new Set(wanted.map(({ source }) => source))])
          .whereIn(
            'event_key',
            wanted.map(key => key.event_key),
          )
          .select('source', 'event_key', 'delivery_id');
  const name = (key: Pick<KeyRow, 'source' | 'event_key'>) =>
    JSON.stringify([key.source, key.event_key]);
  const known = new Map(rows.map(row => [name(row), row.delivery_id]));
  return delivery => known.get(name(named(delivery)))!;
}

interface KeyRow {
  source: string;
  event_key: string;
  delivery_id: string;
}

function keyRows({ id, delivery }: NamedDelivery): KeyRow[] {
  return [...new Set(delivery.keys.map(storableKey))].map(key => ({
    source: delivery.source,
    event_key: key,
    delivery_id: id,
  }));
}

/** Two batches that share keys insert them in one order, and cannot deadlock. */
function sorted(rows: KeyRow[]): KeyRow[] {
  return rows.sort((a, b) =>
    a.source === b.source
      ? compare(a.event_key, b.event_key)
      : compare(a.source, b.source),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const MAX_KEY_LENGTH = 200;

/** A key that is too long for its column, or not text, is known by its hash. */
export function storableKey(key: string): string {
  return key.length <= MAX_KEY_LENGTH && /^[\x20-\x7e]+$/.test(key)
    ? key
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

function toRow({ id, delivery }: NamedDelivery) {
  return {
    id,
    source: delivery.source,
    type: delivery.type && withoutNul(delivery.type).slice(0, 200),
    status: 'pending',
    received_at: delivery.receivedAt,
    next_attempt_at: delivery.receivedAt,
    attempts: 0,
    headers: JSON.stringify(delivery.headers),
    body: delivery.body,
    body_size: delivery.body.length,
    body_sha256: createHash('sha256').update(delivery.body).digest('hex'),
  };
}
