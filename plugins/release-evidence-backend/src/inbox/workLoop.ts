import type { LoggerService } from '@backstage/backend-plugin-api';

const IDLE_MS = 1_000;
const AFTER_FAILURE_MS = 2_000;

/**
 * Runs a step again and again while it finds work, and otherwise waits for a
 * nudge or a second, as other replicas cannot nudge.
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
      const wait = await this.stepOnce();
      if (wait > 0 && !this.nudged && !this.stopped) {
        await this.sleep(wait);
      }
      this.nudged = false;
    }
  }

  private async stepOnce(): Promise<number> {
    try {
      return (await this.options.step(new Date())) ? 0 : IDLE_MS;
    } catch (error) {
      if (!this.stopped) {
        this.options.logger.warn(
          `${this.options.name} could not work: ${
            error instanceof Error ? error.message : error
          }`,
        );
      }
      return AFTER_FAILURE_MS;
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
