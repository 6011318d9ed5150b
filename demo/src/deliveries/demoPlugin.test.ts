import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  mockCredentials,
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
  path: string;
  authorization?: string;
  key: string;
}

/** The portal's ways in: they know what they were sent, and can be out of order. */
class FakeIntake {
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
        const { authorization, 'x-github-delivery': id } = request.headers;
        const [path, query] = request.url!.split('?');
        const key = [path, query, id, Buffer.concat(chunks)].join(' ');
        this.received.push({ path, authorization, key });
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
  let intake: FakeIntake;
  let baseUrl: string;

  beforeEach(async () => {
    intake = new FakeIntake();
    baseUrl = await intake.listen();
  });
  afterEach(() => intake.close());

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
    intake.refuseNext = 3;
    const first = await start(knex);
    await until(() => first.logger.info.mock.calls.length > 0);
    expect(first.logger.info).toHaveBeenCalledWith(
      `Sent the demo's deliveries: ${all} accepted, 0 known already`,
    );
    expect(new Set(intake.received.map(({ path }) => path))).toEqual(
      new Set([
        '/api/release-evidence/webhooks/github',
        '/api/release-evidence/webhooks/registry',
        '/api/release-evidence/evidence',
      ]),
    );
    const proofs = intake.received
      .filter(({ path }) => path.endsWith('/evidence'))
      .map(({ authorization }) => authorization);
    expect(new Set(proofs)).toEqual(
      new Set([
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:release-evidence-demo'),
          targetPluginId: 'release-evidence',
        }),
      ]),
    );
    await first.stop();

    const second = await start(knex);
    await new Promise(resolve => setTimeout(resolve, 300));
    await second.stop();
    expect(intake.received).toHaveLength(all);
  });

  it('sends the very same again when it was interrupted', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await start(knex);
    await until(() => intake.received.length >= 40);
    await first.stop();
    expect(intake.received.length).toBeLessThan(all);

    const second = await start(knex);
    await until(() => second.logger.info.mock.calls.length > 0);
    const [message] = second.logger.info.mock.calls[0];
    const [accepted, known] = message.match(/\d+/g)!.map(Number);
    expect(accepted + known).toBe(all);
    expect(known).toBeGreaterThanOrEqual(40);
    expect(new Set(intake.received.map(({ key }) => key)).size).toBe(all);
    await second.stop();
  });
});
