import { ChildProcess, fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Database, DatabaseAddress, freePort } from './postgres';
import type { ControlAnswer, ControlRequest } from './servers/control';

/** The same for every server, or the pools would be measured. */
const POOL = { min: 2, max: 10 };

/** How to start a server, and how to see what it has stored. */
interface ServerKind {
  entry: string;
  path: string;
  database: string;
  /** A statement that counts the deliveries that are durable. */
  count: string;
  /** A statement that counts what the background has still to do. */
  backlog?: string;
  args(settings: ServerSettings): Promise<string[]>;
}

interface ServerSettings {
  port: number;
  secret: string;
  directory: string;
  connection: DatabaseAddress;
}

export const serverKinds = {
  releaseEvidence: {
    entry: 'releaseEvidence.ts',
    path: '/api/release-evidence/webhooks/github',
    database: 'ours_release-evidence',
    count: 'SELECT count(*) FROM deliveries',
    backlog: `SELECT (SELECT count(*) FROM deliveries WHERE status = 'pending')
      + (SELECT count(*) FROM release_queue) AS count`,
    args: settings =>
      backstageArgs(settings, 'ours', {
        releaseEvidence: {
          sources: { github: { type: 'github', secret: settings.secret } },
          environments: [{ name: 'staging' }, { name: 'production' }],
        },
        backend: {
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: settings.secret, subject: 'benchmark' },
                accessRestrictions: [{ plugin: 'release-evidence' }],
              },
            ],
          },
        },
      }),
  },
  bareSink: {
    entry: 'bareSink.ts',
    path: '/webhooks/github',
    database: 'bare_sink',
    count: 'SELECT count(*) FROM deliveries',
    args: async ({ port, secret, connection }) => [
      JSON.stringify({
        port,
        secret,
        connection: { ...connection, database: 'bare_sink' },
        pool: POOL,
      }),
    ],
  },
  pluginSink: {
    entry: 'pluginSink.ts',
    path: '/api/sink/webhooks/github',
    database: 'plugin_sink',
    count: 'SELECT count(*) FROM deliveries',
    args: settings =>
      backstageArgs(settings, 'plugin', { sink: { secret: settings.secret } }),
  },
  portalEvents: {
    entry: 'portalEvents.ts',
    path: '/api/events/http/github',
    database: 'portal_events',
    count: 'SELECT count(*) FROM event_bus_events',
    args: settings =>
      backstageArgs(settings, 'portal', {
        events: { modules: { github: { webhookSecret: settings.secret } } },
      }),
  },
} satisfies Record<string, ServerKind>;

export type ServerName = keyof typeof serverKinds;

/** A server in a process of its own. */
export class Server {
  private constructor(
    private readonly kind: ServerKind,
    private readonly child: ChildProcess,
    private readonly postgres: Database,
    readonly port: number,
  ) {}

  static async start(
    name: ServerName,
    options: { postgres: Database; directory: string; secret: string },
  ): Promise<Server> {
    const { postgres, directory, secret } = options;
    const kind: ServerKind = serverKinds[name];
    await postgres.create(kind.database);
    const port = await freePort();
    const args = await kind.args({
      port,
      secret,
      directory,
      connection: postgres.address,
    });
    const entry = resolvePackagePath(
      'release-evidence-benchmarks',
      'src/ingest/servers',
      kind.entry,
    );
    const child = fork(entry, args, {
      execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    });
    await answerOf(child, 'ready');
    const server = new Server(kind, child, postgres, port);
    if (name === 'portalEvents') {
      await subscribeAnotherReplica(postgres);
    }
    return server;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get path(): string {
    return this.kind.path;
  }

  get database(): string {
    return this.kind.database;
  }

  async durable(): Promise<number> {
    return this.count(this.kind.count);
  }

  /** Resolves when the background has nothing left to do. */
  async idle(): Promise<void> {
    while (this.kind.backlog && (await this.count(this.kind.backlog)) > 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Processor time that the process has used since it started. */
  async cpuSeconds(): Promise<number> {
    this.ask({ ask: 'cpu' });
    return (await answerOf(this.child, 'cpu')).seconds;
  }

  async startProfile(): Promise<void> {
    this.ask({ ask: 'start-profile' });
    await answerOf(this.child, 'profile');
  }

  async stopProfile(file: string): Promise<void> {
    this.ask({ ask: 'stop-profile', file });
    await answerOf(this.child, 'profile');
  }

  async stop(): Promise<void> {
    if (this.child.connected) {
      const gone = new Promise(resolve => this.child.once('exit', resolve));
      this.child.disconnect();
      await gone;
    }
  }

  private ask(request: ControlRequest): void {
    this.child.send(request);
  }

  private async count(statement: string): Promise<number> {
    const { count } = await this.postgres.first<{ count: string }>(
      this.database,
      statement,
    );
    return Number(count);
  }
}

async function answerOf<K extends ControlAnswer['answer']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<ControlAnswer, { answer: K }>> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('A server stopped by itself'));
    const onMessage = (message: unknown) => {
      if (isAnswer(message) && message.answer === kind) {
        child.off('exit', onExit);
        child.off('message', onMessage);
        resolve(message as Extract<ControlAnswer, { answer: K }>);
      }
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

/** The transform of TypeScript speaks on the same channel. */
function isAnswer(message: unknown): message is ControlAnswer {
  return typeof message === 'object' && message !== null && 'answer' in message;
}

async function backstageArgs(
  { port, directory, connection }: ServerSettings,
  prefix: string,
  { backend, ...config }: { backend?: object; [section: string]: unknown },
): Promise<string[]> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const file = path.join(directory, `${prefix}.json`);
  await writeFile(
    file,
    JSON.stringify({
      app: { baseUrl },
      backend: {
        ...backend,
        baseUrl,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'pg',
          prefix: `${prefix}_`,
          connection,
          knexConfig: { pool: POOL },
        },
      },
      ...config,
    }),
  );
  return ['--config', file];
}

/**
 * The portal's bus stores an event only for subscribers that have not seen it
 * yet, which are those of other replicas; alone it answers 202 and keeps
 * nothing. So that there is a delivery to count, a replica is subscribed.
 */
async function subscribeAnotherReplica(postgres: Database): Promise<void> {
  await postgres.first(
    serverKinds.portalEvents.database,
    `INSERT INTO event_bus_subscriptions (id, created_by, read_until, topics)
     VALUES ('another-replica', 'benchmark', 0, ARRAY['github'])`,
  );
}
