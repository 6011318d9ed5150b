import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { isSqlite } from '../database/dialect';
import {
  IncomingDelivery,
  insertDeliveries,
  Receipt,
} from './insertDeliveries';

/*
 * One commit for many deliveries
 *
 * A delivery is answered only once it is durable, and making one row durable
 * costs a round trip and a flush of the database's log, whatever its size. A
 * sink that inserts one row for each request therefore spends its time
 * waiting. Here a request that finds no insert under way goes at once; those
 * that arrive meanwhile wait for it together and go as one statement. Nobody
 * waits for a timer, a lone request is as fast as before, and under load the
 * batches grow by themselves.
 *
 * One insert at a time makes the largest batches, and a row in a batch costs
 * both sides half of what it costs alone. Only when one is slow, because of a
 * large body or of a row that another replica is writing, does another go
 * beside it.
 *
 * Chosen against: a fixed batching window (adds its length to every quiet
 * request), COPY (cannot tell duplicates apart), and answering before the
 * commit (breaks the promise that this product rests on).
 *
 * A row that the database refuses would fail its whole batch, so a failed
 * batch is tried again row by row.
 *
 * What waits is bounded by its bytes and by time: what the store has not taken
 * after eight seconds is let go, and its sender told to come back.
 */

export type { IncomingDelivery, Receipt } from './insertDeliveries';

interface Waiting {
  id: string;
  delivery: IncomingDelivery;
  /** Nobody waits for it any more. */
  readonly answered: boolean;
  resolve(receipt: Receipt): void;
  reject(error: unknown): void;
}

const MAX_BATCH_ROWS = 200;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** Beyond this the senders are told to come back; they keep what we cannot. */
const MAX_HELD_BYTES = 128 * 1024 * 1024;
/** What a request holds besides its body. */
const REQUEST_BYTES = 4 * 1024;
const ANSWER_WITHIN_MS = 8_000;
const MAX_WRITERS = 4;
const SLOW_MS = 100;

/** Writes deliveries durably, concurrent ones with one commit. */
export class Intake {
  private readonly waiting: Waiting[] = [];
  private heldBytes = 0;
  private writers = 0;
  /** The insert that the others wait for. */
  private underWay: Waiting[] | undefined;
  private readonly maxWriters: number;

  constructor(
    private readonly knex: Knex,
    private readonly onAccepted: () => void = () => {},
  ) {
    this.maxWriters = isSqlite(knex) ? 1 : MAX_WRITERS;
  }

  /** Whether requests are waiting for the store at this moment. */
  get busy(): boolean {
    return this.writers > 0;
  }

  /**
   * Resolves once the delivery is durable, or known already.
   *
   * @throws ServiceUnavailableError when the store does not take it in time; it
   * may still be written then, and the sender's repeat is a duplicate.
   */
  async accept(delivery: IncomingDelivery): Promise<Receipt> {
    const bytes = delivery.body.length + REQUEST_BYTES;
    if (this.heldBytes + bytes > MAX_HELD_BYTES) {
      throw new ServiceUnavailableError('Too many deliveries are waiting');
    }
    this.heldBytes += bytes;
    return new Promise<Receipt>((resolve, reject) => {
      const state: { answered: boolean; timer?: NodeJS.Timeout } = {
        answered: false,
      };
      const answering =
        <T>(answer: (value: T) => void) =>
        (value: T) => {
          if (!state.answered) {
            state.answered = true;
            this.heldBytes -= bytes;
            clearTimeout(state.timer);
            answer(value);
          }
        };
      const entry: Waiting = {
        id: uuidv7(),
        delivery,
        get answered() {
          return state.answered;
        },
        resolve: answering(resolve),
        reject: answering(reject),
      };
      state.timer = setTimeout(() => this.giveUp(entry), ANSWER_WITHIN_MS);
      this.waiting.push(entry);
      this.startWriter();
    });
  }

  private giveUp(entry: Waiting): void {
    const place = this.waiting.indexOf(entry);
    if (place >= 0) {
      this.waiting.splice(place, 1);
    }
    entry.reject(new ServiceUnavailableError('The store is too slow'));
  }

  private startWriter(): void {
    if (
      this.waiting.length === 0 ||
      this.underWay ||
      this.writers === this.maxWriters
    ) {
      return;
    }
    const batch = this.takeBatch();
    this.writers += 1;
    this.underWay = batch;
    const makeWay = () => {
      if (this.underWay === batch) {
        this.underWay = undefined;
      }
      this.startWriter();
    };
    const slow = setTimeout(makeWay, SLOW_MS);
    void this.write(batch).finally(() => {
      clearTimeout(slow);
      this.writers -= 1;
      makeWay();
    });
  }

  private takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (
      count < this.waiting.length &&
      count < MAX_BATCH_ROWS &&
      (count === 0 || bytes < MAX_BATCH_BYTES)
    ) {
      bytes += this.waiting[count].delivery.body.length;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async write(batch: Waiting[]): Promise<void> {
    try {
      const receipts = await insertDeliveries(
        this.knex,
        batch,
        ANSWER_WITHIN_MS,
      );
      // Answering takes a while, and the next insert need not wait for it.
      setImmediate(() =>
        batch.forEach((entry, index) => entry.resolve(receipts[index])),
      );
      if (receipts.some(({ status }) => status === 'accepted')) {
        this.onAccepted();
      }
    } catch (error) {
      if (batch.length === 1) {
        batch[0].reject(
          new ServiceUnavailableError(
            `The store does not take deliveries (${reasonOf(error)})`,
          ),
        );
        return;
      }
      for (const entry of batch) {
        if (!entry.answered) {
          await this.write([entry]);
        }
      }
    }
  }
}

/** The database's own message may quote the row, and this one is answered. */
function reasonOf(error: unknown): string {
  return isError(error) ? String(error.code ?? error.name) : typeof error;
}
