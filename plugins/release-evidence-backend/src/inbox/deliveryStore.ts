import { InputError, NotFoundError } from '@backstage/errors';
import {
  DeliveryStatus,
  DeliverySummary,
  Instant,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { TimestampColumn, toInstant, withoutNul } from '../database/columns';
import { skipLocked } from '../database/dialect';

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
      const due: { id: string }[] = await skipLocked(
        transaction('deliveries')
          .select('id')
          .where('status', 'pending')
          .where('next_attempt_at', '<=', now)
          .orderBy('next_attempt_at')
          .limit(limit),
        transaction,
      );
      const claimed: DeliveryRow[] = await transaction('deliveries')
        .whereIn(
          'id',
          due.map(({ id }) => id),
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
      body: Buffer.from(row.body),
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
    const updated = await this.knex('deliveries').where({ id }).update({
      status: 'pending',
      attempts: 0,
      next_attempt_at: now,
      reason: null,
      error: null,
    });
    if (updated === 0) {
      throw new NotFoundError(`There is no delivery ${id}`);
    }
  }

  /** A page of deliveries, newest first. */
  async list(options: {
    status?: DeliveryStatus;
    source?: string;
    before?: string;
    limit: number;
  }): Promise<DeliverySummary[]> {
    const { status, source, before, limit } = options;
    const query = this.knex('deliveries')
      .select<DeliveryRow[]>([...SUMMARY_COLUMNS])
      .orderBy('id', 'desc')
      .limit(limit);
    if (status) {
      query.where('status', status);
    }
    if (source) {
      query.where('source', source);
    }
    if (before) {
      query.where('id', '<', before);
    }
    return (await query).map(toSummary);
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
