import type { LoggerService } from '@backstage/backend-plugin-api';
import { backoffMs } from '../database/backoff';
import { describeManifest } from './describeManifest';
import { inspectArtifact } from './inspectArtifact';
import { readManifest } from './manifestContent';
import { Problems } from './problems';
import type { RegistryClient } from './registryClient';
import { RegistryError } from './registryError';
import type { DeliverFinding } from './registryFinding';
import type { ClaimedTask, RegistryQueue } from './registryQueue';
import { inspection } from './registryTask';
import { Bounds, DEFAULT_BOUNDS, RepositoryReader } from './repositoryReader';

/** Documents are held in memory: no more artifacts at a time than this. */
const BATCH = 4;

/** Attempts after which a task is given up, about half an hour after the first. */
export const MAX_ATTEMPTS = 12;

/**
 * When an artifact is inspected again. Attestations are often attached after
 * the push, and not every registry tells of it.
 */
export const INSPECT_AGAIN_MS = [30_000, 600_000];

/** Asks registries what the queue says, and hands on what they answer. */
export class RegistryWorker {
  private readonly bounds: Bounds;

  constructor(
    private readonly options: {
      queue: RegistryQueue;
      client: RegistryClient;
      deliver: DeliverFinding;
      logger: LoggerService;
      bounds?: Partial<Bounds>;
    },
  ) {
    this.bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  }

  /** Does a few due tasks; answers whether there were any. */
  async work(now: Date): Promise<boolean> {
    // Long enough for all that is bounded, and for handing it on.
    const leaseMs = 2 * this.bounds.milliseconds + 60_000;
    const tasks = await this.options.queue.claim({
      now,
      leaseUntil: new Date(now.getTime() + leaseMs),
      limit: BATCH,
    });
    await Promise.all(tasks.map(task => this.attempt(task, now)));
    return tasks.length > 0;
  }

  private async attempt(task: ClaimedTask, now: Date): Promise<void> {
    try {
      if (task.attempts > MAX_ATTEMPTS) {
        throw new RegistryError(task.error ?? 'it never came to an end', {
          lasting: true,
        });
      }
      const again = await (task.kind === 'resolve'
        ? this.resolve(task, now)
        : this.inspect(task, now));
      await this.options.queue.finish(task, again);
    } catch (error) {
      await this.fail(task, error, now);
    }
  }

  private async fail(
    task: ClaimedTask,
    error: unknown,
    now: Date,
  ): Promise<void> {
    const { queue, logger } = this.options;
    const reason = error instanceof Error ? error.message : String(error);
    const asked = error instanceof RegistryError ? error : undefined;
    const givenUp = asked?.lasting || task.attempts >= MAX_ATTEMPTS;
    const waitMs = Math.max(backoffMs(task.attempts), asked?.retryAfterMs ?? 0);
    logger[givenUp ? 'warn' : 'debug'](
      `Could not ${task.kind} ${task.reference} of ${task.name} (attempt ${
        task.attempts
      })${givenUp ? ' and will not try again' : ''}: ${reason}`,
    );
    await queue.fail(task, {
      error: reason,
      now,
      retryAt: givenUp ? null : new Date(now.getTime() + waitMs),
    });
  }

  /** Asks what a tag points at, and has that inspected. */
  private async resolve(
    { name, reference: tag }: ClaimedTask,
    now: Date,
  ): Promise<null> {
    const { client, deliver } = this.options;
    const reader = new RepositoryReader(client, name, this.bounds);
    const manifest = await reader.manifest(tag);
    if (!manifest) {
      throw new RegistryError(`${name}: there is no tag ${tag}`);
    }
    const problems = new Problems();
    const description = await describeManifest(
      reader,
      readManifest(manifest),
      problems,
    );
    refuseMissing(problems);
    const { digest } = manifest;
    await this.enqueueInspection(name, description.subject ?? digest, now);
    await deliver({
      kind: 'resolution',
      name,
      tag,
      digest,
      resolvedAt: now.toISOString(),
      ...description,
    });
    return null;
  }

  /** Reads all about a digest; answers when to do so once more. */
  private async inspect(task: ClaimedTask, now: Date): Promise<Date | null> {
    const { client, deliver } = this.options;
    const { name, reference: digest } = task;
    const { manifest, documents, problems, complete } = await inspectArtifact(
      client,
      name,
      digest,
      this.bounds,
    );
    const at = now.toISOString();
    await deliver({
      kind: 'inspection',
      name,
      digest,
      inspectedAt: at,
      problems,
      ...manifest,
    });
    for (const found of documents) {
      await deliver({ kind: 'document', name, found, at });
    }
    if (!complete) {
      throw new RegistryError(problems.join('; '));
    }
    this.warnOf(task, problems);
    if (manifest.holdsStatements) {
      await this.enqueueInspection(name, manifest.subject, now);
      return null;
    }
    const waitMs = INSPECT_AGAIN_MS.at(task.round);
    return waitMs === undefined ? null : new Date(now.getTime() + waitMs);
  }

  private async enqueueInspection(
    name: string,
    digest: string | null,
    now: Date,
  ): Promise<void> {
    const { queue } = this.options;
    const task = digest
      ? inspection(name, digest, queue.configured)
      : undefined;
    if (task) {
      await queue.enqueue([task], now);
    }
  }

  /** Once: the rounds that follow find the same. */
  private warnOf({ name, reference, round }: ClaimedTask, problems: string[]) {
    if (round === 0 && problems.length > 0) {
      this.options.logger.warn(
        `Not all that ${name} holds about ${reference} could be read: ${problems.join(
          '; ',
        )}`,
      );
    }
  }
}

/** Labels that are missing for now would be missing for ever. */
function refuseMissing(problems: Problems): void {
  if (problems.mayPass) {
    throw new RegistryError(problems.list.join('; '));
  }
}
