import type { LoggerService } from '@backstage/backend-plugin-api';
import { backoffMs } from '../database/backoff';
import type {
  ClaimedDelivery,
  DeliveryStore,
  Settlement,
} from './deliveryStore';

const BATCH = 250;
const LEASE_MS = 15_000;

/** Attempts after which a failing delivery is buried. */
export const MAX_ATTEMPTS = 8;

/**
 * Turns deliveries into evidence: all or nothing, and safe to repeat. A
 * delivery that nothing can be read from is settled as ignored; only a failure
 * of ours throws.
 */
export type ProcessDeliveries = (
  deliveries: ClaimedDelivery[],
  now: Date,
) => Promise<Map<string, Settlement>>;

/** Takes deliveries out of the inbox and has them processed. */
export class InboxWorker {
  constructor(
    private readonly options: {
      store: DeliveryStore;
      process: ProcessDeliveries;
      logger: LoggerService;
    },
  ) {}

  /**
   * Takes and processes one batch; answers whether there was anything to do.
   *
   * A delivery that was claimed before and never settled may have taken a
   * process down with it, so it goes alone: whatever it does, it does to itself.
   */
  async work(now: Date): Promise<boolean> {
    const claimed = await this.options.store.claim({
      now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      limit: BATCH,
    });
    const fresh = claimed.filter(({ attempts }) => attempts === 1);
    const again = claimed.filter(({ attempts }) => attempts > 1);
    await this.processTogether(fresh, now);
    for (const delivery of again) {
      await this.processAlone(delivery, now);
    }
    return claimed.length > 0;
  }

  private async processTogether(
    deliveries: ClaimedDelivery[],
    now: Date,
  ): Promise<void> {
    try {
      await this.processAndSettle(deliveries, now);
    } catch {
      for (const delivery of deliveries) {
        await this.processAlone(delivery, now);
      }
    }
  }

  private async processAlone(
    delivery: ClaimedDelivery,
    now: Date,
  ): Promise<void> {
    const { store, logger } = this.options;
    try {
      await this.processAndSettle([delivery], now);
    } catch (error) {
      const buried = delivery.attempts >= MAX_ATTEMPTS;
      logger.error(
        `Delivery ${delivery.id} of ${delivery.source} failed (attempt ${
          delivery.attempts
        })${buried ? ' and is buried' : ''}`,
        error instanceof Error ? error : new Error(String(error)),
      );
      await store.fail(delivery.id, {
        error: error instanceof Error ? error.message : String(error),
        retryAt: buried
          ? null
          : new Date(now.getTime() + backoffMs(delivery.attempts)),
      });
    }
  }

  private async processAndSettle(
    deliveries: ClaimedDelivery[],
    now: Date,
  ): Promise<void> {
    if (deliveries.length === 0) {
      return;
    }
    const { store, process } = this.options;
    const settlements = await process(deliveries, now);
    const done: string[] = [];
    for (const [id, settlement] of settlements) {
      if (settlement.status === 'done') {
        done.push(id);
      } else {
        await store.settle(id, settlement);
      }
    }
    await store.settleDone(done);
  }
}
