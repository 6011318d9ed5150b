import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { SignedBody } from './payload';
import { WebhookClient } from './webhookClient';

/** What the sender saw. */
export interface LoadResult {
  /** Answers with 202. */
  accepted: number;
  /** All other answers, by status. */
  refused: Record<number, number>;
  /** Until the last answer was there. */
  seconds: number;
  /** Milliseconds of every accepted request, in no order. */
  latencies: number[];
}

/**
 * Delivers webhooks as GitHub does over a number of connections, each sending
 * its next when the answer to its last is there. When the time is up, nothing
 * is sent any more but every answer is waited for: a request that was cut off
 * might be stored without being counted.
 */
export async function load(options: {
  port: number;
  path: string;
  connections: number;
  seconds: number;
  bodies: SignedBody[];
}): Promise<LoadResult> {
  const { port, path, connections, seconds, bodies } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, () => WebhookClient.open(port)),
  );
  const result: LoadResult = {
    accepted: 0,
    refused: {},
    seconds: 0,
    latencies: [],
  };
  let next = 0;
  const start = performance.now();
  const deadline = start + seconds * 1000;
  await Promise.all(
    clients.map(async client => {
      let now = performance.now();
      while (now < deadline) {
        const signed = bodies[next % bodies.length];
        next += 1;
        const status = await client.send(head(port, path, signed), signed.body);
        const answered = performance.now();
        if (status === 202) {
          result.accepted += 1;
          result.latencies.push(answered - now);
        } else {
          result.refused[status] = (result.refused[status] ?? 0) + 1;
        }
        now = answered;
      }
    }),
  );
  result.seconds = (performance.now() - start) / 1000;
  clients.forEach(client => client.close());
  return result;
}

function head(port: number, path: string, signed: SignedBody): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'User-Agent: GitHub-Hookshot/5e3e9b8',
    `Content-Length: ${signed.body.length}`,
    'Accept: */*',
    'Content-Type: application/json',
    `X-GitHub-Delivery: ${randomUUID()}`,
    'X-GitHub-Event: push',
    'X-GitHub-Hook-ID: 430218921',
    'X-GitHub-Hook-Installation-Target-ID: 186853002',
    'X-GitHub-Hook-Installation-Target-Type: repository',
    `X-Hub-Signature-256: ${signed.signature}`,
    '\r\n',
  ].join('\r\n');
}
