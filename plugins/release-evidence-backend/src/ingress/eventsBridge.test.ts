import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import type {
  DeliverySummary,
  Page,
} from 'backstage-plugin-release-evidence-common';
import { eventually, read } from '../__testUtils__/deliver';
import { push, sha } from '../__testUtils__/payloads';
import { startPlugin, testConfig } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const { payload } = push({
  repository: 'acme/payments',
  at: '2026-09-01T10:00:00Z',
  before: sha('before'),
  commits: [{ id: sha('release'), author: 'ada' }],
});

/** What a portal that receives GitHub's webhooks itself publishes. */
const publisher = (topic: string, deliveries: string[]) =>
  createBackendModule({
    pluginId: 'release-evidence',
    moduleId: 'test-publisher',
    register(registration) {
      registration.registerInit({
        deps: {
          events: eventsServiceRef,
          lifecycle: coreServices.lifecycle,
        },
        async init({ events, lifecycle }) {
          lifecycle.addStartupHook(async () => {
            for (const delivery of deliveries) {
              await events.publish({
                topic,
                eventPayload: payload,
                metadata: {
                  'X-GitHub-Event': 'push',
                  'x-github-delivery': delivery,
                },
              });
            }
          });
        },
      });
    },
  });

describe('the bridge from the events service', () => {
  it('reads a bridged topic as its source, and a repeat once', async () => {
    const plugin = await startPlugin({
      config: {
        ...testConfig,
        bridge: [{ topic: 'forge', source: 'github' }],
      },
      features: [publisher('forge', ['one', 'one', 'two'])],
    });
    const { items } = await eventually(async () => {
      const page = await read<Page<DeliverySummary>>(
        plugin.server,
        '/deliveries',
      );
      return (
        page.items.length === 2 &&
        page.items.every(({ status }) => status === 'done') &&
        page
      );
    });
    expect(items).toEqual([
      expect.objectContaining({ source: 'github', type: 'push' }),
      expect.objectContaining({ source: 'github', type: 'push' }),
    ]);
    await plugin.stop();
  });

  it('reads no topic that is not bridged', async () => {
    const plugin = await startPlugin({
      config: { ...testConfig, bridge: [] },
      features: [publisher('github', ['one'])],
    });
    const page = await read<Page<DeliverySummary>>(
      plugin.server,
      '/deliveries',
    );
    expect(page.items).toEqual([]);
    await plugin.stop();
  });

  it('stops the start when it leads to a source that is not configured', async () => {
    await expect(
      startPlugin({
        config: {
          ...testConfig,
          bridge: [{ topic: 'github', source: 'gitbuh' }],
        },
      }),
    ).rejects.toThrow(
      'releaseEvidence.bridge[0].source: "gitbuh" is none of releaseEvidence.sources',
    );
  });
});
