import type { Server } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Page,
  ReleaseDocument,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import request from 'supertest';
import { eventually, read } from '../__testUtils__/deliver';
import {
  BASE,
  component,
  REGISTRY_TOKEN,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { acmePayments, REVISION } from './__testUtils__/acmePayments';
import {
  DebianRegistry,
  describeWithRegistry,
} from './__testUtils__/debianRegistry';
import { pushPayments } from './__testUtils__/pushPayments';

jest.setTimeout(60_000);

describeWithRegistry('what a registry holds, as evidence', () => {
  const payments = acmePayments();
  let registry: DebianRegistry;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let server: Server;

  beforeAll(async () => {
    registry = await DebianRegistry.start();
    await pushPayments(registry, payments);
    plugin = await startPlugin({
      entities: [
        component('payments', {
          'release-evidence.io/artifacts': `${registry.host}/acme/payments`,
          'github.com/project-slug': 'acme/payments',
        }),
      ],
      config: {
        sources: {
          registry: {
            type: 'distribution',
            token: REGISTRY_TOKEN,
            host: registry.host,
          },
          quay: { type: 'quay', token: REGISTRY_TOKEN, host: registry.host },
        },
        registries: {
          [registry.host]: { plainHttp: true, allowPrivate: true },
        },
        environments: [{ name: 'production' }],
      },
    });
    server = plugin.server;
  });
  afterAll(async () => {
    await plugin?.stop();
    await registry?.stop();
  });

  it('resolves a tag that came without a digest, and finds all that is attached', async () => {
    await request(server)
      .post(`${BASE}/webhooks/quay`)
      .query({ token: REGISTRY_TOKEN })
      .send({
        repository: 'acme/payments',
        docker_url: `${registry.host}/acme/payments`,
        updated_tags: ['1.4.2'],
      })
      .expect(202);

    const release = await eventually(async () => {
      const current = await read<ReleaseDocument>(
        server,
        `/releases/${payments.index.digest}`,
      );
      return current.evidence.length >= 9 && current;
    }, 30_000);

    expect(release.digests).toEqual([
      payments.index.digest,
      ...[payments.amd64.digest, payments.arm64.digest].sort(),
    ]);
    expect(release.tags).toEqual([
      expect.objectContaining({ name: '1.4.2', to: null }),
    ]);
    expect(release.source).toEqual({
      repository: 'github.com/acme/payments',
      commit: REVISION,
      binding: 'authenticated',
    });
    const found = release.evidence
      .filter(({ source }) => source === 'registry-client')
      .map(({ kind, subject, binding }) => `${kind} ${subject} ${binding}`);
    expect(found).toEqual(
      expect.arrayContaining([
        `cosign-signature ${payments.index.digest} declared`,
        `slsa-provenance ${payments.amd64.digest} declared`,
      ]),
    );
  });

  it('makes no release of what speaks of another', async () => {
    const { items } = await read<Page<ReleaseSummary>>(server, '/releases');
    expect(items.map(({ digest }) => digest)).toEqual([payments.index.digest]);
  });

  it('shows what was asked as deliveries, with nothing dead', async () => {
    const response = await request(server)
      .get(`${BASE}/deliveries?source=registry-client`)
      .set('authorization', mockCredentials.user.header());
    const { items } = response.body as Page<{ status: string; type: string }>;
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['resolution', 'inspection', 'other']),
    );
    expect(items.filter(({ status }) => status === 'dead')).toEqual([]);
  });
});
