import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '../ingest/postgres';
import { Server } from '../ingest/servers';
import { ResidentMemory } from './residentMemory';
import type { Sample } from './samples';

const TOKEN = 'the-token-of-the-benchmark';
const IDLE_MS = 3_000;

/** What one upload cost a portal that had nothing else to do. */
export interface Upload {
  /** Until the answer. */
  milliseconds: number;
  /** How much more memory the portal had at most than before, in megabytes. */
  megabytes: number;
}

/** The plugin in a backend of its own, to which documents are uploaded. */
export class UploadTarget {
  private constructor(
    private readonly server: Server,
    private readonly database: Database,
    private readonly directory: string,
  ) {}

  static async start(): Promise<UploadTarget> {
    const directory = await mkdtemp(path.join(tmpdir(), 'uploads-'));
    const database = await Database.start();
    const server = await Server.start('releaseEvidence', {
      postgres: database,
      directory,
      secret: TOKEN,
    });
    await new Promise(resolve => setTimeout(resolve, IDLE_MS));
    return new UploadTarget(server, database, directory);
  }

  /** Uploads, and waits until the background has read the document as well. */
  async upload(bytes: Buffer, { mediaType }: Sample): Promise<Upload> {
    const memory = new ResidentMemory(this.server.pid);
    const idle = memory.now();
    memory.startOver();
    const started = performance.now();
    const response = await fetch(
      `http://127.0.0.1:${
        this.server.port
      }/api/release-evidence/evidence?digest=sha256:${'ab'.repeat(32)}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': mediaType,
        },
        body: bytes,
      },
    );
    const said = await response.text();
    const milliseconds = performance.now() - started;
    if (response.status !== 202 || !said.includes('"accepted"')) {
      throw new Error(`The upload was answered ${response.status}: ${said}`);
    }
    await this.server.idle();
    return { milliseconds, megabytes: memory.peak() - idle };
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
