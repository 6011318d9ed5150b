import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { demoConfig } from '../__testUtils__/demoConfig';
import { demoDeliveriesPlugin } from './demoPlugin';
import { tellStories } from './stories';

jest.setTimeout(60_000);

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

interface Received {
  url: string;
  key: string;
}

/** Webhooks that know what they were sent before, and can be out of order. */
class FakeWebhooks {
  readonly received: Received[] = [];
  refuseNext = 0;
  private readonly server: Server;

  constructor() {
    const known = new Set<string>();
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        if (this.refuseNext > 0) {
          this.refuseNext -= 1;
          response.writeHead(503, { 'retry-after': '5' }).end();
          return;
        }
        const key = `${request.headers['x-github-delivery']} ${Buffer.concat(
          chunks,
        )}`;
        this.received.push({ url: request.url!, key });
        const status = known.has(key) ? 'duplicate' : 'accepted';
        known.add(key);
        response.writeHead(202).end(JSON.stringify({ status }));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://localhost:${port}/api/release-evidence`;
  }

  close(): void {
    this.server.close();
  }
}

describe('demoDeliveriesPlugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const all = tellStories(new Date()).length;
  let webhooks: FakeWebhooks;
  let baseUrl: string;

  beforeEach(async () => {
    webhooks = new FakeWebhooks();
    baseUrl = await webhooks.listen();
  });
  afterEach(() => webhooks.close());

  async function start(knex: Knex, logger = mockServices.logger.mock()) {
    const backend = await startTestBackend({
      features: [
        demoDeliveriesPlugin,
        mockServices.rootConfig.factory({ data: demoConfig.data }),
        mockServices.discovery.mock({ getBaseUrl: async () => baseUrl })
          .factory,
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
      ],
    });
    return { stop: () => backend.stop(), logger };
  }

  async function until(check: () => boolean) {
    const deadline = Date.now() + 30_000;
    while (!check() && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('sends everything once, and nothing more after a restart', async () => {
    const knex = await databases.init('SQLITE_3');
    webhooks.refuseNext = 3;
    const first = await start(knex);
    await until(() => first.logger.info.mock.calls.length > 0);
    expect(first.logger.info).toHaveBeenCalledWith(
      `Sent the demo's deliveries: ${all} accepted, 0 known already`,
    );
    expect(new Set(webhooks.received.map(({ url }) => url))).toEqual(
      new Set([
        '/api/release-evidence/webhooks/github',
        '/api/release-evidence/webhooks/registry',
      ]),
    );
    await first.stop();

    const second = await start(knex);
    await new Promise(resolve => setTimeout(resolve, 300));
    await second.stop();
    expect(webhooks.received).toHaveLength(all);
  });

  it('sends the very same again when it was interrupted', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await start(knex);
    await until(() => webhooks.received.length >= 40);
    await first.stop();
    expect(webhooks.received.length).toBeLessThan(all);

    const second = await start(knex);
    await until(() => second.logger.info.mock.calls.length > 0);
    const [message] = second.logger.info.mock.calls[0];
    const [accepted, known] = message.match(/\d+/g)!.map(Number);
    expect(accepted + known).toBe(all);
    expect(known).toBeGreaterThanOrEqual(40);
    expect(new Set(webhooks.received.map(({ key }) => key)).size).toBe(all);
    await second.stop();
  });
});
