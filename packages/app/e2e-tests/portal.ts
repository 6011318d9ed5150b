import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PATIENCE_MS = 60_000;

const ROOT = path.resolve(__dirname, '../../..');

/** The running product, with its demo, on data of its own. */
export interface Portal {
  url: string;
  port: number;
  /** A token of one of the demo's people. */
  token(person: string): Promise<string>;
  /** Reads the plugin's API as somebody. */
  read<T>(person: string, path: string): Promise<T>;
  /** Whether the catalog has an entity already. */
  knows(kind: string, name: string): Promise<boolean>;
  /** Waits until something holds. */
  until(holds: () => Promise<boolean>): Promise<void>;
  /** The file with the plugin's tables. */
  databaseFile: string;
  /** Stops it, and starts it again on the same data with another configuration. */
  restart(config: object): Promise<void>;
  stop(): Promise<void>;
}

interface Launcher {
  startBackend(
    toolchain: { node: string; env: NodeJS.ProcessEnv },
    options: {
      port: number;
      data: string;
      configs?: string[];
      catalogs?: string[];
    },
  ): Promise<ChildProcess>;
  untilReady(child: ChildProcess, port: number): Promise<void>;
}

/** Starts the portal as `npm start` does; it must have been built. */
export async function startPortal(options?: {
  config?: object;
  catalog?: string;
}): Promise<Portal> {
  const { startBackend, untilReady }: Launcher = await import(
    path.join(ROOT, 'scripts/lib/portal.mjs')
  );
  const data = mkdtempSync(path.join(tmpdir(), 'release-evidence-e2e-'));
  const port = await freePort();
  const config = path.join(data, 'app-config.e2e.json');
  const catalog = path.join(data, 'catalog.yaml');
  writeFileSync(catalog, options?.catalog ?? '');
  const start = async (content: object): Promise<ChildProcess> => {
    writeFileSync(config, JSON.stringify(content));
    const started = await startBackend(
      { node: process.execPath, env: process.env },
      {
        port,
        data,
        configs: [config],
        catalogs: options?.catalog ? [catalog] : [],
      },
    );
    await untilReady(started, port);
    return started;
  };
  let child = await start(options?.config ?? {});
  const url = `http://localhost:${port}`;
  const signIn = async (person: string): Promise<string | undefined> => {
    const response = await fetch(
      `${url}/api/auth/demo/refresh?person=${person}`,
    );
    const { backstageIdentity } = await response.json();
    return backstageIdentity?.token;
  };
  const token = async (person: string) => {
    const answer = await signIn(person);
    if (!answer) {
      throw new Error(`${person} cannot sign in`);
    }
    return answer;
  };
  // Nobody can sign in before the catalog has read who there is.
  await until(async () => (await signIn('mira')) !== undefined);
  return {
    url,
    port,
    token,
    async read<T>(person: string, resource: string): Promise<T> {
      const response = await fetch(`${url}/api/release-evidence${resource}`, {
        headers: { authorization: `Bearer ${await token(person)}` },
      });
      if (!response.ok) {
        throw new Error(`${resource}: ${response.status}`);
      }
      return response.json();
    },
    async knows(kind, name) {
      const response = await fetch(
        `${url}/api/catalog/entities/by-name/${kind}/default/${name}`,
        { headers: { authorization: `Bearer ${await token('mira')}` } },
      );
      return response.ok;
    },
    until,
    databaseFile: path.join(data, 'database', 'release-evidence.sqlite'),
    async restart(content) {
      await terminate(child);
      child = await start(content);
      await until(async () => (await signIn('mira')) !== undefined);
    },
    async stop() {
      await terminate(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function terminate(child: ChildProcess): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('It did not come to pass');
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('No port is free')),
      );
    });
  });
}
