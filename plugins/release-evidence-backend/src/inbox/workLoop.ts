import { setTimeout as rest } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';

const WAIT_MS = { idle: 1_000, failed: 2_000 };

/**
 * Runs a step again and again while it finds work, and otherwise waits for a
 * nudge or a second, as other replicas cannot nudge.
 *
 * What comes first after a quiet time is worked on at once. After a step with
 * work the loop rests for `restMs`, so that what comes meanwhile gathers: a
 * step costs about the same whether it is for two or for two hundred.
 */
export class WorkLoop {
  private stopped = false;
  private nudged = false;
  private wake: () => void = () => {};
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      name: string;
      step: (now: Date) => Promise<boolean>;
      logger: LoggerService;
      restMs?: () => number;
    },
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Says that there may be work now. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Resolves when the step under way is through. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const outcome = await this.stepOnce();
      if (outcome === 'worked') {
        await rest(this.options.restMs?.() ?? 0);
      } else if (!this.nudged && !this.stopped) {
        await this.sleep(WAIT_MS[outcome]);
      }
      this.nudged = false;
    }
  }

  private async stepOnce(): Promise<'worked' | 'idle' | 'failed'> {
    try {
      return (await this.options.step(new Date())) ? 'worked' : 'idle';
    } catch (error) {
      if (!this.stopped) {
        this.options.logger.warn(
          `${this.options.name} could not work: ${
            error instanceof Error ? error.message : error
          }`,
        );
      }
      return 'failed';
    }
  }

  private async sleep(milliseconds: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => {};
  }
}
