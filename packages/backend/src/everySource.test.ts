import type { Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import releaseEvidence from 'backstage-plugin-release-evidence-backend';
import type {
  DeliverySummary,
  Page,
} from 'backstage-plugin-release-evidence-common';
import ci from 'backstage-plugin-release-evidence-backend-module-ci';
import deploy from 'backstage-plugin-release-evidence-backend-module-deploy';
import github from 'backstage-plugin-release-evidence-backend-module-github';
import gitlab from 'backstage-plugin-release-evidence-backend-module-gitlab';
import registry from 'backstage-plugin-release-evidence-backend-module-registry';
import fc from 'fast-check';
import request, { Response } from 'supertest';
import {
  GOOGLE_KEYS,
  Proof,
  SECRET,
  Sender,
  senders,
} from './__testUtils__/senders';

jest.setTimeout(180_000);

/*
 * The whole product, with every sender that it knows, against whatever may come:
 * a clean answer always, a settled delivery in the end, and a secret nowhere.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'every-source-'));
const keyFile = path.join(folder, 'google.json');
writeFileSync(keyFile, JSON.stringify(GOOGLE_KEYS));
const SENDERS = senders(keyFile);
const BASE = '/api/release-evidence';

const logged: string[] = [];
const describeLogged = (part: unknown) =>
  part instanceof Error ? `${part.stack}` : JSON.stringify(part) ?? '';
const remember = (...parts: unknown[]) => {
  logged.push(parts.map(part => describeLogged(part)).join(' '));
};
const logger = {
  error: remember,
  warn: remember,
  info: remember,
  debug: remember,
  child: () => logger,
};

let server: Server;
let stop: () => Promise<void>;

beforeAll(async () => {
  const backend = await startTestBackend({
    features: [
      releaseEvidence,
      github,
      gitlab,
      registry,
      ci,
      deploy,
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.rootConfig.factory({
        data: {
          releaseEvidence: {
            sources: Object.fromEntries(
              SENDERS.map(({ type, config }) => [type, { type, ...config }]),
            ),
            ingress: { maxBody: '100kb' },
          },
        },
      }),
    ],
  });
  server = backend.server;
  stop = () => backend.stop();
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

interface Content {
  body: Buffer;
  headers: Record<string, string>;
}

function post(
  { type }: Sender,
  { body, headers }: Content,
  proof: Proof,
): Promise<Response> {
  return (
    request(server)
      .post(`${BASE}/webhooks/${type}`)
      .query(proof.query ?? {})
      .set({ 'content-type': 'application/json', ...headers, ...proof.headers })
      // As it is: a buffer would be made JSON of.
      .serialize(content => content)
      .send(body)
  );
}

const anyBody = fc.oneof(
  fc.json().map(text => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 200 }).map(text => Buffer.from(text)),
);

/** Headers that senders use, with whatever in them. */
const anyHeaders = fc.dictionary(
  fc.constantFrom(
    'x-github-event',
    'x-github-delivery',
    'x-gitlab-event',
    'x-gitlab-event-uuid',
    'idempotency-key',
    'x-nexus-webhook-id',
    'x-buildkite-event',
    'ce-id',
    'ce-source',
    'ce-type',
    'ce-specversion',
    'gotk-component',
    'content-type',
    'user-agent',
  ),
  fc
    .string({ minLength: 1, maxLength: 40 })
    .filter(text => /^[ -~]+$/.test(text)),
  { maxKeys: 5 },
);

describe.each(SENDERS.map(sender => [sender.type, sender] as const))(
  'the source %s',
  (_, sender) => {
    it('answers cleanly whatever its own sender says', async () => {
      await fc.assert(
        fc.asyncProperty(anyBody, anyHeaders, async (body, headers) => {
          const proof = await sender.prove(body);
          const response = await post(sender, { body, headers }, proof);
          expect([202, 400]).toContain(response.status);
          expect(response.text).not.toContain(SECRET);
        }),
        { numRuns: 40 },
      );
    });

    it('refuses whoever is not its sender, whatever they say', async () => {
      await fc.assert(
        fc.asyncProperty(anyBody, anyHeaders, async (body, headers) => {
          const response = await post(sender, { body, headers }, {});
          expect(response.status).toBe(401);
        }),
        { numRuns: 10 },
      );
    });

    it('refuses more than the limit', async () => {
      const body = Buffer.alloc(100_001, ' ');
      const proof = await sender.prove(body);
      const response = await post(sender, { body, headers: {} }, proof);
      expect(response.status).toBe(413);
    });
  },
);

it('comes to an end with every delivery, and shows a secret nowhere', async () => {
  const list = async (query: string): Promise<Page<DeliverySummary>> => {
    const { body } = await request(server)
      .get(`${BASE}/deliveries?${query}`)
      .set('authorization', mockCredentials.user.header());
    expect(JSON.stringify(body)).not.toContain(SECRET);
    return body;
  };
  for (let waited = 0; waited < 300; waited++) {
    if ((await list('status=pending')).items.length === 0) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  expect((await list('status=pending')).items).toEqual([]);
  expect((await list('status=dead')).items).toEqual([]);
  expect((await list('status=ignored')).items.length).toBeGreaterThan(0);
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.filter(line => line.includes(SECRET))).toEqual([]);
});
