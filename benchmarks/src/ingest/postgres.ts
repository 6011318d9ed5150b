import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Pool } from 'pg';
import { familyCpuSeconds, parentOf } from './processorTime';

const STARTER = resolvePackagePath(
  'release-evidence-benchmarks',
  '../scripts/lib/postgres.mjs',
);

/** Where the servers find the database. */
export interface DatabaseAddress {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** A PostgreSQL of its own that flushes its log at each commit, as it should. */
export class Database {
  private readonly pools = new Map<string, Pool>();

  private constructor(
    private readonly starter: ChildProcess,
    readonly address: DatabaseAddress,
  ) {}

  static async start(): Promise<Database> {
    const starter = spawn(process.execPath, [STARTER], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const url = await new Promise<URL>((resolve, reject) => {
      starter.stdout.once('data', line => resolve(new URL(String(line))));
      starter.once('exit', () => reject(new Error('PostgreSQL did not start')));
    });
    return new Database(starter, {
      host: url.hostname,
      port: Number(url.port),
      user: url.username,
      password: url.password,
    });
  }

  async create(name: string): Promise<void> {
    await this.pool('postgres').query(`CREATE DATABASE "${name}"`);
  }

  /** The first row of what a statement answers. */
  async first<T extends object>(
    database: string,
    statement: string,
    values: unknown[] = [],
  ): Promise<T> {
    const { rows } = await this.pool(database).query<T>(statement, values);
    return rows[0];
  }

  /** Does something while nobody else can write to a table. */
  async whileLocked<T>(
    database: string,
    table: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const client = await this.pool(database).connect();
    try {
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
      return await work();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** Processor time of all of its processes; undefined where unknown. */
  async cpuSeconds(): Promise<number | undefined> {
    const { pid } = await this.first<{ pid: number }>(
      'postgres',
      'SELECT pg_backend_pid() AS pid',
    );
    const server = await parentOf(pid);
    return server === undefined ? undefined : familyCpuSeconds(server);
  }

  async version(): Promise<string> {
    const row = await this.first<{ server_version: string }>(
      'postgres',
      'SHOW server_version',
    );
    return row.server_version;
  }

  async stop(): Promise<void> {
    for (const pool of this.pools.values()) {
      await pool.end();
    }
    this.starter.stdin?.end();
    await once(this.starter, 'exit');
  }

  private pool(database: string): Pool {
    const known = this.pools.get(database);
    if (known) {
      return known;
    }
    const pool = new Pool({ ...this.address, database, max: 2 });
    // An idle connection that the server ends is no concern of ours.
    pool.on('error', () => {});
    this.pools.set(database, pool);
    return pool;
  }
}

/** A port of the loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('No port is free');
  }
  return address.port;
}
