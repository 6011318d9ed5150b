import type { Knex } from 'knex';
import type { BigintColumn } from '../database/columns';
import { chunked, Queryable, skipLocked } from '../database/dialect';

/** A release that must be scored again, as of one state of the queue. */
export interface QueuedRelease {
  release: number;
  version: number;
  attempts: number;
}

/**
 * Puts releases into the queue. One that is there already gets a new version,
 * so that whoever is scoring it now does not take it out.
 */
export async function enqueueReleases(
  knex: Queryable,
  releases: number[],
  now: Date,
): Promise<void> {
  // One order for all, or two writers wait for each other.
  const ordered = [...new Set(releases)].sort((a, b) => a - b);
  for (const chunk of chunked(ordered, 4)) {
    await knex('release_queue')
      .insert(
        chunk.map(release => ({
          release_id: release,
          version: 1,
          attempts: 0,
          due_at: now,
        })),
      )
      .onConflict('release_id')
      .merge({
        version: knex.raw('release_queue.version + 1'),
        attempts: 0,
        due_at: now,
      });
  }
}

/** The releases that wait to be scored. */
export class ReleaseQueue {
  constructor(private readonly knex: Knex) {}

  /** Takes due releases and leases them until `leaseUntil`. */
  async claim(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
  }): Promise<QueuedRelease[]> {
    const { now, leaseUntil, limit } = options;
    return this.knex.transaction(async transaction => {
      const due: {
        release_id: BigintColumn;
        version: number;
        attempts: number;
      }[] = await skipLocked(
        transaction('release_queue')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .select('release_id', 'version', 'attempts'),
        transaction,
      );
      await transaction('release_queue')
        .whereIn(
          'release_id',
          due.map(row => row.release_id),
        )
        .update({
          due_at: leaseUntil,
          attempts: transaction.raw('attempts + 1'),
        });
      return due.map(row => ({
        release: Number(row.release_id),
        version: row.version,
        attempts: row.attempts,
      }));
    });
  }

  /** Takes out those that nothing touched since they were claimed. */
  async finish(done: QueuedRelease[]): Promise<void> {
    await this.knex.transaction(async transaction => {
      for (const chunk of chunked(done, 2)) {
        await transaction('release_queue')
          .whereIn(
            ['release_id', 'version'],
            chunk.map(({ release, version }) => [release, version]),
          )
          .delete();
      }
    });
  }

  /** How many releases wait, and since when the oldest is due. */
  async depth(): Promise<number> {
    const [row] = await this.knex('release_queue').count({ count: '*' });
    return Number(row.count);
  }
}
