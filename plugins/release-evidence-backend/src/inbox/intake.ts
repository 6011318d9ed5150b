import { createHash } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { withoutNul } from '../database/columns';
import { chunked, isSqlite, Queryable } from '../database/dialect';

/*
 * One commit for many deliveries
 *
 * A delivery is answered only once it is durable, and making one row durable
 * costs a round trip and a flush of the database's log, whatever its size. A
 * sink that inserts one row for each request therefore spends its time
 * waiting. Here a request that finds no insert under way goes at once; those
 * that arrive meanwhile wait for it together and go as one statement. Nobody
 * waits for a timer, a lone request is as fast as before, and under load the
 * batches grow by themselves.
 *
 * Chosen against: a fixed batching window (adds its length to every quiet
 * request), COPY (cannot tell duplicates apart), and answering before the
 * commit (breaks the promise that this product rests on).
 *
 * A row that the database refuses would fail its whole batch, so a failed
 * batch is tried again row by row.
 */

/** A request on its way into the inbox. */
export interface IncomingDelivery {
  source: string;
  type: string | null;
  keys: string[];
  headers: Record<string, string>;
  body: Buffer;
  receivedAt: Date;
}

export interface Receipt {
  delivery: string;
  status: 'accepted' | 'duplicate';
}

interface Waiting {
  id: string;
  delivery: IncomingDelivery;
  resolve(receipt: Receipt): void;
  reject(error: unknown): void;
}

const MAX_BATCH_ROWS = 200;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** Beyond this the senders are told to come back; they keep what we cannot. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;
const ANSWER_WITHIN_MS = 8_000;
const MAX_KEY_LENGTH = 200;

/** Writes deliveries durably, concurrent ones with one commit. */
export class Intake {
  private readonly waiting: Waiting[] = [];
  private waitingBytes = 0;
  private writers = 0;
  private readonly maxWriters: number;

  constructor(
    private readonly knex: Knex,
    private readonly onAccepted: () => void = () => {},
  ) {
    this.maxWriters = isSqlite(knex) ? 1 : 2;
  }

  /**
   * Resolves once the delivery is durable, or known already.
   *
   * @throws ServiceUnavailableError when the store does not take it in time; it
   * may still be written then, and the sender's repeat is a duplicate.
   */
  async accept(delivery: IncomingDelivery): Promise<Receipt> {
    if (this.waitingBytes + delivery.body.length > MAX_WAITING_BYTES) {
      throw new ServiceUnavailableError('Too many deliveries are waiting');
    }
    return new Promise<Receipt>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new ServiceUnavailableError('The store is too slow')),
        ANSWER_WITHIN_MS,
      );
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      this.waiting.push({
        id: uuidv7(),
        delivery,
        resolve: settle(resolve),
        reject: settle(reject),
      });
      this.waitingBytes += delivery.body.length;
      this.startWriter();
    });
  }

  private startWriter(): void {
    if (this.writers < this.maxWriters && this.waiting.length > 0) {
      this.writers += 1;
      void this.write(this.takeBatch()).finally(() => {
        this.writers -= 1;
        this.startWriter();
      });
    }
  }

  private takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (
      count < this.waiting.length &&
      count < MAX_BATCH_ROWS &&
      (count === 0 || bytes < MAX_BATCH_BYTES)
    ) {
      bytes += this.waiting[count].delivery.body.length;
      count += 1;
    }
    this.waitingBytes -= bytes;
    return this.waiting.splice(0, count);
  }

  private async write(batch: Waiting[]): Promise<void> {
    try {
      const receipts = await insertDeliveries(this.knex, batch);
      batch.forEach((entry, index) => entry.resolve(receipts[index]));
      if (receipts.some(({ status }) => status === 'accepted')) {
        this.onAccepted();
      }
    } catch (error) {
      if (batch.length > 1) {
        for (const entry of batch) {
          await this.write([entry]);
        }
        return;
      }
      batch[0].reject(
        new ServiceUnavailableError(
          'The store does not take deliveries',
          error,
        ),
      );
    }
  }
}

/** Stores those that have an event that was not known yet. */
async function insertDeliveries(
  knex: Knex,
  batch: Waiting[],
): Promise<Receipt[]> {
  return knex.transaction(async transaction => {
    const fresh = await insertEventKeys(transaction, batch);
    const rows = batch
      .filter(({ id }) => fresh.has(id))
      .map(({ id, delivery }) => toRow(id, delivery));
    for (const chunk of chunked(rows, 12)) {
      await transaction('deliveries').insert(chunk);
    }
    return Promise.all(
      batch.map(
        async ({ id, delivery }): Promise<Receipt> =>
          fresh.has(id)
            ? { delivery: id, status: 'accepted' }
            : {
                delivery: await earlierDelivery(transaction, delivery),
                status: 'duplicate',
              },
      ),
    );
  });
}

async function earlierDelivery(
  transaction: Queryable,
  { source, keys }: IncomingDelivery,
): Promise<string> {
  const row = await transaction('delivery_events')
    .where({ source, event_key: storableKey(keys[0]) })
    .first<{ delivery_id: string } | undefined>('delivery_id');
  return row!.delivery_id;
}

async function insertEventKeys(
  transaction: Queryable,
  batch: Waiting[],
): Promise<Set<string>> {
  const rows = batch.flatMap(({ id, delivery }) =>
    [...new Set(delivery.keys.map(storableKey))].map(key => ({
      source: delivery.source,
      event_key: key,
      delivery_id: id,
    })),
  );
  const fresh = new Set<string>();
  for (const chunk of chunked(sorted(rows), 3)) {
    const inserted: { delivery_id: string }[] = await transaction(
      'delivery_events',
    )
      .insert(chunk)
      .onConflict(['source', 'event_key'])
      .ignore()
      .returning('delivery_id');
    inserted.forEach(row => fresh.add(row.delivery_id));
  }
  return fresh;
}

/** Two batches that share keys insert them in one order, and cannot deadlock. */
function sorted<T extends { source: string; event_key: string }>(
  rows: T[],
): T[] {
  return rows.sort((a, b) =>
    a.source === b.source
      ? compare(a.event_key, b.event_key)
      : compare(a.source, b.source),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A key that is too long for its column, or not text, is known by its hash. */
export function storableKey(key: string): string {
  return key.length <= MAX_KEY_LENGTH && /^[\x20-\x7e]+$/.test(key)
    ? key
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

function toRow(id: string, delivery: IncomingDelivery) {
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
