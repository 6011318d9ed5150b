import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVICES } from './deliveries';

export const SECRET = 'durability';

/** Where the server keeps its data, and how the test looks at it. */
export interface Database {
  config: object;
  client: string;
  connection: string | object;
}

/** A server that is started and killed again and again on the same data. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'durability-'));
  private output = '';

  private constructor(readonly port: number, database: object) {
    writeFileSync(
      path.join(this.folder, 'app-config.json'),
      JSON.stringify({
        app: { baseUrl: 'http://localhost' },
        backend: {
          baseUrl: `http://localhost:${port}`,
          listen: { port, host: '127.0.0.1' },
          database,
          auth: {
            keys: [{ secret: Buffer.from('durability').toString('base64') }],
          },
        },
        releaseEvidence: {
          sources: { github: { type: 'github', secret: SECRET } },
          environments: [{ name: 'production', protected: true }],
          trust: { runnerGroups: { dedicated: ['release-builders'] } },
        },
      }),
    );
  }

  static async create(database: object): Promise<ServerProcess> {
    return new ServerProcess(await freePort(), database);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/release-evidence/webhooks/github`;
  }

  start(): void {
    const components = SERVICES.map(name => [
      name,
      { 'github.com/project-slug': `acme/${name}` },
    ]);
    this.output = '';
    this.child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'server.ts'),
        '--config',
        path.join(this.folder, 'app-config.json'),
      ],
      {
        cwd: path.join(__dirname, '..'),
        env: {
          ...process.env,
          NODE_ENV: 'development',
          LOG_LEVEL: 'warn',
          COMPONENTS: JSON.stringify(components),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk).slice(-5000);
    };
    this.child.stdout!.on('data', keep);
    this.child.stderr!.on('data', keep);
  }

  get alive(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  get lastOutput(): string {
    return this.output;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (child && this.alive) {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    }
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('No port')),
      );
    });
  });
}
