import type { LoggerService } from '@backstage/backend-plugin-api';
import { assess, Policy } from 'backstage-plugin-release-evidence-common';
import { QueuedRelease, ReleaseQueue } from '../releases/releaseQueue';
import type { AssessmentStore } from './assessmentStore';
import type { Gatherer } from './gather';

const BATCH = 50;
const LEASE_MS = 30_000;

/** Scores the releases that wait in the queue. */
export class Assessor {
  constructor(
    private readonly options: {
      queue: ReleaseQueue;
      gatherer: Gatherer;
      store: AssessmentStore;
      policy: Policy;
      logger: LoggerService;
      /** Told the components of which a release was scored. */
      onScored?: (components: string[]) => void;
    },
  ) {}

  /** Takes and scores one batch; answers whether there was anything to do. */
  async work(now: Date): Promise<boolean> {
    const claimed = await this.options.queue.claim({
      now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      limit: BATCH,
    });
    if (claimed.length === 0) {
      return false;
    }
    try {
      await this.score(claimed, now);
    } catch (error) {
      if (claimed.length === 1) {
        this.putOff(claimed[0], error);
        return true;
      }
      for (const release of claimed) {
        await this.score([release], now).catch(reason =>
          this.putOff(release, reason),
        );
      }
    }
    return true;
  }

  private async score(claimed: QueuedRelease[], now: Date): Promise<void> {
    const { gatherer, store, queue, policy, onScored } = this.options;
    const gathered = await gatherer.gather(
      claimed.map(({ release }) => release),
    );
    const at = now.toISOString();
    await store.save(
      gathered.map(release => ({
        gathered: release,
        assessments: policy.environments.map(environment =>
          assess(release.facts, environment, policy, at),
        ),
      })),
      now,
    );
    await queue.finish(claimed);
    onScored?.([...new Set(gathered.map(({ component }) => component))]);
  }

  /** The lease brings it back; the log says why it is late. */
  private putOff({ release, attempts }: QueuedRelease, error: unknown): void {
    this.options.logger.error(
      `Scoring release ${release} failed (attempt ${attempts + 1})`,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}
