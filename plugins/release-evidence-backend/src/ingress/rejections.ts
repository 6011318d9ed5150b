import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { BigintColumn, TimestampColumn, toInstant } from '../database/columns';

const FLUSH_AFTER_MS = 1_000;

export interface RejectionCount {
  at: string;
  reason: string;
  count: number;
}

/**
 * Counts refused requests, all that is kept of them. Counts are gathered for a
 * second before they are written, so that a flood of bad requests does not
 * become a flood of writes.
 */
export class Rejections {
  private readonly pending = new Map<
    string,
    { at: Date; reason: string; count: number }
  >();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly knex: Knex,
    private readonly logger: LoggerService,
  ) {}

  /** @param reason - for operators; holds nothing of the request. */
  count(source: string, reason: string, at: Date): void {
    const known = this.pending.get(source);
    this.pending.set(source, { at, reason, count: (known?.count ?? 0) + 1 });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const entries = [...this.pending];
    this.pending.clear();
    for (const [source, { at, reason, count }] of entries) {
      try {
        await this.knex('source_rejections')
          .insert({ source, last_at: at, last_reason: reason, count })
          .onConflict('source')
          .merge({
            last_at: at,
            last_reason: reason,
            count: this.knex.raw('source_rejections.count + ?', [count]),
          });
      } catch (error) {
        this.logger.warn(
          `${count} refused requests of ${source} could not be counted: ${error}`,
        );
      }
    }
  }

  async all(): Promise<Map<string, RejectionCount>> {
    await this.flush();
    const rows: {
      source: string;
      last_at: TimestampColumn;
      last_reason: string;
      count: BigintColumn;
    }[] = await this.knex('source_rejections').select();
    return new Map(
      rows.map(row => [
        row.source,
        {
          at: toInstant(row.last_at),
          reason: row.last_reason,
          count: Number(row.count),
        },
      ]),
    );
  }
}
