import { connect, Socket } from 'node:net';

/*
 * Why not a ready-made load generator
 *
 * The servers, the database and whoever sends the load share one machine's
 * processors, so what the sender spends is missing elsewhere. Ready-made ones
 * build a request anew when one of its headers changes, and here one must:
 * every delivery has an id of its own. This client writes a prepared head and a
 * shared body and looks for no more of an answer than its status and its end.
 */

const HEAD_END = Buffer.from('\r\n\r\n');

/** One connection, kept alive; one request at a time. */
export class WebhookClient {
  private received = Buffer.alloc(0);
  private settle:
    | { resolve(status: number): void; reject(e: Error): void }
    | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', chunk => this.take(chunk));
    socket.on('error', error => this.fail(error));
    socket.on('close', () =>
      this.fail(new Error('The server closed the connection')),
    );
  }

  static async open(port: number): Promise<WebhookClient> {
    const socket = connect({ port, host: '127.0.0.1' });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new WebhookClient(socket);
  }

  /** Sends a request and resolves to the status of the whole answer. */
  async send(head: string, body: Buffer): Promise<number> {
    return new Promise<number>((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.cork();
      this.socket.write(head, 'latin1');
      this.socket.write(body);
      this.socket.uncork();
    });
  }

  close(): void {
    this.settle = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received =
      this.received.length === 0
        ? chunk
        : Buffer.concat([this.received, chunk]);
    try {
      const answer = readAnswer(this.received);
      if (answer) {
        this.received = this.received.subarray(answer.length);
        const waiting = this.settle;
        this.settle = undefined;
        waiting?.resolve(answer.status);
      }
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private fail(error: Error): void {
    const waiting = this.settle;
    this.settle = undefined;
    waiting?.reject(error);
  }
}

/**
 * The status and the length of an answer that is there to its end.
 *
 * @throws Error when its end cannot be told, rather than to count wrongly.
 */
export function readAnswer(
  received: Buffer,
): { status: number; length: number } | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) {
    return undefined;
  }
  const head = received.toString('latin1', 0, headEnd);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  const bodyLength = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (!status || bodyLength === undefined) {
    throw new Error(`The answer has no status or no length: ${head}`);
  }
  const length = headEnd + HEAD_END.length + Number(bodyLength);
  return received.length >= length
    ? { status: Number(status), length }
    : undefined;
}
