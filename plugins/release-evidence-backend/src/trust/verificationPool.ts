import {
  isMainThread,
  parentPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import {
  Digest,
  DocumentKind,
  SignatureFact,
} from 'backstage-plugin-release-evidence-common';
import { createTrustSet, TrustFiles } from './trustSet';
import { verifyDocument } from './verifyDocument';

/*
 * Verification off the request path
 *
 * A signature costs ten milliseconds of computing and a hostile document may
 * cost more, and the process that computes is the one that must answer a
 * webhook. So it is done by worker threads, few enough to leave the machine
 * room, each of which reads the trust roots once and then verifies one document
 * after the other. One that takes too long is ended with its thread, and a new
 * thread takes its place.
 *
 * The thread runs this same file: whatever builds the package then has it in
 * the build.
 */

interface Job {
  bytes: Buffer;
  format: DocumentKind;
  resolve(facts: SignatureFact[]): void;
  reject(error: Error): void;
}

interface Question {
  bytes: Uint8Array;
  format: DocumentKind;
}

type Answer = { facts: SignatureFact[] } | { error: string };

const MARK = 'release-evidence-verification';

/** A verification that took longer than it may. */
export class VerificationTimeoutError extends Error {
  constructor() {
    super('Verifying the document took too long');
    this.name = 'VerificationTimeoutError';
  }
}

/** Verifies documents in worker threads. */
export class VerificationPool {
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private readonly waiting: Job[] = [];
  private readonly running = new Map<
    Worker,
    { job: Job; timer: NodeJS.Timeout }
  >();
  private readonly shared = new Map<Digest, Promise<SignatureFact[]>>();
  private closed = false;

  constructor(
    private readonly trust: TrustFiles,
    private readonly options: { threads: number; timeoutMs: number },
  ) {}

  /**
   * The facts of a document's signatures, in the order of its contents. Askers
   * for the same document at the same time share one verification.
   *
   * @throws VerificationTimeoutError
   */
  verify(
    document: Digest,
    bytes: Buffer,
    format: DocumentKind,
  ): Promise<SignatureFact[]> {
    const running = this.shared.get(document);
    if (running) {
      return running;
    }
    const promise = new Promise<SignatureFact[]>((resolve, reject) => {
      this.waiting.push({ bytes, format, resolve, reject });
      this.dispatch();
    }).finally(() => this.shared.delete(document));
    this.shared.set(document, promise);
    return promise;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.waiting
      .splice(0)
      .forEach(({ reject }) => reject(new Error('The verification is closed')));
    await Promise.all([...this.all].map(worker => worker.terminate()));
  }

  private dispatch(): void {
    const worker = this.waiting.length > 0 ? this.freeWorker() : undefined;
    const job = worker && this.waiting.shift();
    if (worker && job) {
      this.run(worker, job);
      this.dispatch();
    }
  }

  private freeWorker(): Worker | undefined {
    const idle = this.idle.pop();
    if (idle || this.closed || this.all.size >= this.options.threads) {
      return idle;
    }
    const worker = new Worker(__filename, {
      workerData: { mark: MARK, trust: this.trust },
      ...(__filename.endsWith('.ts') ? { execArgv: fromSource() } : {}),
    });
    worker.unref();
    worker.on('message', (answer: Answer) =>
      this.end(worker, true, ({ resolve, reject }) =>
        'facts' in answer
          ? resolve(answer.facts)
          : reject(new Error(answer.error)),
      ),
    );
    worker.on('error', error => this.fail(worker, error));
    worker.on('exit', code =>
      this.fail(worker, new Error(`The verification ended with ${code}`)),
    );
    this.all.add(worker);
    return worker;
  }

  private run(worker: Worker, job: Job): void {
    const timer = setTimeout(
      () => this.fail(worker, new VerificationTimeoutError()),
      this.options.timeoutMs,
    );
    this.running.set(worker, { job, timer });
    const question: Question = { bytes: job.bytes, format: job.format };
    worker.postMessage(question);
  }

  private fail(worker: Worker, error: Error): void {
    this.end(worker, false, ({ reject }) => reject(error));
  }

  /** Takes a thread back, or ends it, and goes on with the next job. */
  private end(
    worker: Worker,
    isAlive: boolean,
    settle: (job: Job) => void,
  ): void {
    const running = this.running.get(worker);
    this.running.delete(worker);
    if (isAlive) {
      this.idle.push(worker);
    } else {
      this.all.delete(worker);
      void worker.terminate();
    }
    if (running) {
      clearTimeout(running.timer);
      settle(running.job);
    }
    this.dispatch();
  }
}

/** What lets a thread of a development server or a test read TypeScript. */
function fromSource(): string[] {
  return [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  ];
}

function serve(files: TrustFiles): void {
  const trust = createTrustSet(files);
  parentPort?.on('message', ({ bytes, format }: Question) => {
    let answer: Answer;
    try {
      answer = { facts: verifyDocument(Buffer.from(bytes), format, trust) };
    } catch (error) {
      answer = { error: String(error) };
    }
    parentPort?.postMessage(answer);
  });
}

if (!isMainThread && workerData?.mark === MARK) {
  serve(workerData.trust);
}
