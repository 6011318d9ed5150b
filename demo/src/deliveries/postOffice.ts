import { setTimeout as wait } from 'node:timers/promises';
import { signed } from './signing';
import type { Sender, Senders } from './senders';
import type { DemoDelivery } from './story';

const AT_ONCE = 6;
const ANSWER_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const GIVE_UP_AFTER_MS = 180_000;

/** How the deliveries were taken. */
export interface Outcome {
  accepted: number;
  duplicate: number;
  /** Those for whose sender no source is configured. */
  unsent: number;
}

/**
 * Sends deliveries to the real webhooks and the real upload, a few at once, and again while the
 * portal is starting or busy.
 *
 * @throws when one is refused, or was not taken in three minutes.
 */
export async function sendAll(
  deliveries: DemoDelivery[],
  options: { baseUrl: string; senders: Senders; signal: AbortSignal },
): Promise<Outcome> {
  const { baseUrl, senders, signal } = options;
  const outcome: Outcome = { accepted: 0, duplicate: 0, unsent: 0 };
  const waiting = [...deliveries].reverse();
  const work = async () => {
    for (
      let delivery = waiting.pop();
      delivery && !signal.aborted;
      delivery = waiting.pop()
    ) {
      const sender = senders[delivery.sender];
      const status = sender
        ? await send(delivery, { baseUrl, sender, signal })
        : 'unsent';
      outcome[status] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  signal.throwIfAborted();
  return outcome;
}

async function send(
  delivery: DemoDelivery,
  to: { baseUrl: string; sender: Sender; signal: AbortSignal },
): Promise<'accepted' | 'duplicate'> {
  const ready = await signed(delivery);
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const answer = await post(ready, to);
    if ('status' in answer) {
      return answer.status;
    }
    if (!answer.again || Date.now() > deadline) {
      throw new Error(
        `A delivery of the demo was not taken at ${to.sender.path}: ${answer.reason}`,
      );
    }
    await wait(pause, undefined, { signal: to.signal });
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

type Answer =
  | { status: 'accepted' | 'duplicate' }
  | { reason: string; again: boolean };

async function post(
  { query, headers, body }: DemoDelivery,
  {
    baseUrl,
    sender,
    signal,
  }: { baseUrl: string; sender: Sender; signal: AbortSignal },
): Promise<Answer> {
  try {
    const response = await fetch(`${baseUrl}${sender.path}${search(query)}`, {
      method: 'POST',
      headers: { ...headers, ...(await sender.prove(body)) },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await response.text();
    if (response.status === 202) {
      return { status: JSON.parse(text).status };
    }
    return {
      reason: `${response.status} ${text.slice(0, 300)}`,
      again: response.status === 429 || response.status >= 500,
    };
  } catch (error) {
    signal.throwIfAborted();
    return { reason: String(error), again: true };
  }
}

function search(query: DemoDelivery['query']): string {
  const parameters = new URLSearchParams(query).toString();
  return parameters && `?${parameters}`;
}
