import { InputError, NotFoundError } from '@backstage/errors';
import {
  DeliveryCount,
  DeliveryStatus,
  DeliverySummary,
  Instant,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import {
  BigintColumn,
  TimestampColumn,
  toInstant,
  withoutNul,
} from '../database/columns';
import { skipLocked } from '../database/dialect';
import { DeliveryFilter, narrow } from './deliveryFilter';

/** A delivery that a worker has taken on, body included. */
export interface ClaimedDelivery {
  id: string;
  source: string;
  attempts: number;
  receivedAt: Instant;
  headers: Record<string, string>;
  body: Buffer;
}

/** How processing a delivery ended. */
export type Settlement =
  | { status: 'done' }
  | { status: 'ignored'; reason: string };

export interface DeliveryRow {
  id: string;
  source: string;
  type: string | null;
  status: DeliveryStatus;
  received_at: TimestampColumn;
  attempts: number;
  reason: string | null;
  error: string | null;
  headers: string;
  body: Buffer;
  body_size: number;
  body_sha256: string;
}

const SUMMARY_COLUMNS = [
  'id',
  'source',
  'type',
  'status',
  'received_at',
  'attempts',
  'reason',
  'error',
] as const;

const COUNTED_STATUSES = ['pending', 'ignored', 'dead'] as const;

/** Bodies are claimed into memory: no more of them at a time than this. */
const MAX_CLAIM_BYTES = 16 * 1024 * 1024;

/** The inbox: what was received, and how far it was processed. */
export class DeliveryStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Takes up to `limit` due deliveries and moves their next attempt to
   * `leaseUntil`, in one transaction, so that no other worker takes them and
   * somebody does when this worker dies.
   */
  async claim(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
  }): Promise<ClaimedDelivery[]> {
    const { now, leaseUntil, limit } = options;
    const rows = await this.knex.transaction(async transaction => {
      const due: { id: string; body_size: number }[] = await skipLocked(
        transaction('deliveries')
          .select('id', 'body_size')
          .where('status', 'pending')
          .where('next_attempt_at', '<=', now)
          .orderBy('next_attempt_at')
          .limit(limit),
        transaction,
      );
      const claimed: DeliveryRow[] = await transaction('deliveries')
        .whereIn(
          'id',
          within(due, MAX_CLAIM_BYTES).map(({ id }) => id),
        )
        .update({
          next_attempt_at: leaseUntil,
          attempts: transaction.raw('attempts + 1'),
        })
        .returning([
          'id',
          'source',
          'attempts',
          'received_at',
          'headers',
          'body',
        ]);
      return claimed;
    });
    return rows.map(row => ({
      id: row.id,
      source: row.source,
      attempts: row.attempts,
      receivedAt: toInstant(row.received_at),
      headers: JSON.parse(row.headers),
      body: row.body,
    }));
  }

  async settle(id: string, settlement: Settlement): Promise<void> {
    await this.knex('deliveries')
      .where({ id })
      .update({
        status: settlement.status,
        reason:
          settlement.status === 'ignored'
            ? withoutNul(settlement.reason)
            : null,
        error: null,
      });
  }

  async settleDone(ids: string[]): Promise<void> {
    await this.knex('deliveries')
      .whereIn('id', ids)
      .update({ status: 'done', reason: null, error: null });
  }

  /** Puts a delivery off after a failure of ours, or buries it. */
  async fail(
    id: string,
    failure: { error: string; retryAt: Date | null },
  ): Promise<void> {
    await this.knex('deliveries')
      .where({ id })
      .update({
        error: withoutNul(failure.error).slice(0, 2000),
        ...(failure.retryAt
          ? { next_attempt_at: failure.retryAt }
          : { status: 'dead' }),
      });
  }

  /** Makes a settled or dead delivery due again. */
  async replay(id: string, now: Date): Promise<void> {
    const updated = await this.knex('deliveries')
      .where({ id })
      .update(dueAgain(now));
    if (updated === 0) {
      throw new NotFoundError(`There is no delivery ${id}`);
    }
  }

  /**
   * Makes deliveries due again, newest first; answers their ids, `limit` at
   * most.
   */
  async replayMany(
    filter: DeliveryFilter,
    options: { limit: number; now: Date },
  ): Promise<string[]> {
    const rows: { id: string }[] = await narrow(
      this.knex('deliveries')
        .select('id')
        .orderBy('id', 'desc')
        .limit(options.limit),
      filter,
    );
    const ids = rows.map(({ id }) => id);
    await this.knex('deliveries')
      .whereIn('id', ids)
      .update(dueAgain(options.now));
    return ids;
  }

  /** A page of deliveries, newest first. */
  async list(
    filter: DeliveryFilter & { limit: number },
  ): Promise<DeliverySummary[]> {
    const rows: DeliveryRow[] = await narrow(
      this.knex('deliveries')
        .select([...SUMMARY_COLUMNS])
        .orderBy('id', 'desc')
        .limit(filter.limit),
      filter,
    );
    return rows.map(toSummary);
  }

  /**
   * How many deliveries wait, were ignored or are dead, by source. Of each
   * status the newest `upTo` are looked at: the inbox may be of any length, and
   * nobody acts on the difference.
   */
  async counts(upTo: number): Promise<DeliveryCount[]> {
    const counts = await Promise.all(
      COUNTED_STATUSES.map(async status => {
        const rows: { source: string; count: BigintColumn }[] = await this.knex
          .from(
            this.knex('deliveries')
              .select('source')
              .where({ status })
              .orderBy('id', 'desc')
              .limit(upTo)
              .as('newest'),
          )
          .select('source')
          .count({ count: '*' })
          .groupBy('source')
          .orderBy('source');
        return rows.map(({ source, count }) => ({
          source,
          status,
          count: Number(count),
        }));
      }),
    );
    return counts.flat();
  }

  async get(id: string): Promise<DeliveryRow> {
    if (!/^[0-9a-f-]{36}$/.test(id)) {
      throw new InputError(`"${id}" is no id of a delivery`);
    }
    const row = await this.knex<DeliveryRow>('deliveries')
      .where({ id })
      .first();
    if (!row) {
      throw new NotFoundError(`There is no delivery ${id}`);
    }
    return row;
  }
}

function dueAgain(now: Date) {
  return {
    status: 'pending',
    attempts: 0,
    next_attempt_at: now,
    reason: null,
    error: null,
  };
}

/** The first rows whose bodies fit together, and always one. */
function within<T extends { body_size: number }>(
  rows: T[],
  bytes: number,
): T[] {
  let total = 0;
  return rows.filter((row, index) => {
    total += row.body_size;
    return index === 0 || total <= bytes;
  });
}

export function toSummary(
  row: Pick<DeliveryRow, (typeof SUMMARY_COLUMNS)[number]>,
): DeliverySummary {
  return {
    id: row.id,
    source: row.source,
    type: row.type,
    status: row.status,
    receivedAt: toInstant(row.received_at),
    attempts: row.attempts,
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.error ? { error: row.error } : {}),
  };
}
