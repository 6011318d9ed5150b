import type {
  EvidenceRecord,
  Instant,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { TimestampColumn, toInstant, withoutNul } from '../database/columns';
import { chunked, skipLocked } from '../database/dialect';
import { RegistryTask, taskFor } from './registryTask';

/** A task that a worker has taken on, as of one state of the queue. */
export interface ClaimedTask extends RegistryTask {
  version: number;
  /** How often it was done since it was last asked for. */
  round: number;
  attempts: number;
  /** Why the attempt before this one failed. */
  error: string | null;
}

/** A task that kept failing. */
export interface GivenUpTask extends RegistryTask {
  at: Instant;
  error: string;
}

interface TaskRow extends ClaimedTask {
  due_at: TimestampColumn | null;
  given_up_at: TimestampColumn | null;
}

const KEY = ['kind', 'name', 'reference'] as const;

const DAY_MS = 24 * 3_600_000;

/** How long it is remembered that a task was given up. */
const REMEMBERED_MS = 30 * DAY_MS;

/**
 * What registries are to be asked. A task is there once, however often it was
 * asked for; asked for again, it begins anew, also while somebody works on it.
 */
export class RegistryQueue {
  constructor(
    private readonly knex: Knex,
    /** Hosts of the registries that are configured. */
    readonly configured: ReadonlySet<string>,
  ) {}

  /** Puts in what is to be asked because of new records; answers how much. */
  async enqueueFor(records: EvidenceRecord[], now: Date): Promise<number> {
    const tasks = records.flatMap(
      record => taskFor(record, this.configured) ?? [],
    );
    return this.enqueue(tasks, now);
  }

  async enqueue(tasks: RegistryTask[], now: Date): Promise<number> {
    const byKey = new Map(
      tasks.map(task => [KEY.map(column => task[column]).join(' '), task]),
    );
    // One order for all, or two writers wait for each other.
    const ordered = [...byKey.keys()].sort().map(key => byKey.get(key)!);
    for (const chunk of chunked(ordered, 7)) {
      await this.knex('registry_tasks')
        .insert(
          chunk.map(({ kind, name, reference }) => ({
            kind,
            name,
            reference,
            version: 1,
            round: 0,
            attempts: 0,
            due_at: now,
          })),
        )
        .onConflict([...KEY])
        .merge({
          version: this.knex.raw('registry_tasks.version + 1'),
          round: 0,
          attempts: 0,
          due_at: now,
          given_up_at: null,
          error: null,
        });
    }
    return ordered.length;
  }

  /** Takes due tasks and leases them until `leaseUntil`. */
  async claim(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
  }): Promise<ClaimedTask[]> {
    const { now, leaseUntil, limit } = options;
    return this.knex.transaction(async transaction => {
      const due: ClaimedTask[] = await skipLocked(
        transaction('registry_tasks')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .select(...KEY, 'version', 'round', 'attempts', 'error'),
        transaction,
      );
      for (const task of due) {
        await transaction('registry_tasks')
          .where(keyOf(task))
          .update({ due_at: leaseUntil, attempts: task.attempts + 1 });
      }
      return due.map(task => ({ ...task, attempts: task.attempts + 1 }));
    });
  }

  /** Takes a task out, or has it done once more, unless it began anew. */
  async finish(task: ClaimedTask, again: Date | null): Promise<void> {
    const same = this.unchanged(task);
    if (again) {
      await same.update({
        due_at: again,
        round: task.round + 1,
        attempts: 0,
        error: null,
      });
    } else {
      await same.delete();
    }
  }

  /** Puts a task off after a failure, or gives it up. */
  async fail(
    task: ClaimedTask,
    failure: { error: string; now: Date; retryAt: Date | null },
  ): Promise<void> {
    const { error, now, retryAt } = failure;
    await this.unchanged(task).update({
      due_at: retryAt,
      given_up_at: retryAt ? null : now,
      error: withoutNul(error).slice(0, 2000),
    });
    if (!retryAt) {
      await this.knex('registry_tasks')
        .where('given_up_at', '<', new Date(now.getTime() - REMEMBERED_MS))
        .delete();
    }
  }

  /** The tasks that were given up, latest first. */
  async givenUp(limit: number): Promise<GivenUpTask[]> {
    const rows: (TaskRow & { given_up_at: TimestampColumn; error: string })[] =
      await this.knex('registry_tasks')
        .whereNotNull('given_up_at')
        .orderBy([{ column: 'given_up_at', order: 'desc' }, ...KEY])
        .limit(limit)
        .select(...KEY, 'given_up_at', 'error');
    return rows.map(({ kind, name, reference, given_up_at: at, error }) => {
      return { kind, name, reference, at: toInstant(at), error };
    });
  }

  /** Begins anew with all that was given up: the cause may have been mended. */
  async retryGivenUp(now: Date): Promise<number> {
    return this.knex('registry_tasks').whereNotNull('given_up_at').update({
      due_at: now,
      given_up_at: null,
      attempts: 0,
    });
  }

  /** How many tasks wait or are being worked on. */
  async depth(): Promise<number> {
    const [row] = await this.knex('registry_tasks')
      .whereNotNull('due_at')
      .count({ count: '*' });
    return Number(row.count);
  }

  private unchanged(task: ClaimedTask): Knex.QueryBuilder {
    return this.knex('registry_tasks').where({
      ...keyOf(task),
      version: task.version,
    });
  }
}

function keyOf({ kind, name, reference }: RegistryTask): RegistryTask {
  return { kind, name, reference };
}
