import type {
  DeliverySummary,
  Page,
  ReleaseDocument,
  ReleaseSummary,
} from 'backstage-plugin-release-evidence-common';
import {
  deliverRegistry,
  eventually,
  pushEvent,
  read,
} from './__testUtils__/deliver';
import { startPlugin } from './__testUtils__/startPlugin';

const DIGEST = `sha256:${'a1'.repeat(32)}`;

jest.setTimeout(60_000);

describe('releaseEvidencePlugin', () => {
  it('turns a registry notification into a scored release', async () => {
    const { server, stop } = await startPlugin();
    const response = await deliverRegistry(server, [
      pushEvent({ digest: DIGEST, tag: '1.4.2' }),
    ]);
    expect(response.body).toMatchObject({ status: 'accepted' });
    expect(response.status).toBe(202);

    const list = await eventually(async () => {
      const page = await read<Page<ReleaseSummary>>(
        server,
        '/releases?component=component:default/payments',
      );
      return page.items[0]?.environment ? page : undefined;
    });
    expect(list.items).toEqual([
      expect.objectContaining({
        component: 'component:default/payments',
        digest: DIGEST,
        repository: 'registry.acme.test/payments',
        level: 'none',
        tags: [{ name: '1.4.2', from: '2026-10-01T10:00:00.000Z', to: null }],
      }),
    ]);

    const release = await read<ReleaseDocument>(server, `/releases/${DIGEST}`);
    expect(
      release.assessment!.controls.find(
        ({ control }) => control === 'artifact-identity',
      )!.level,
    ).toBe('minimum');

    const deliveries = await read<Page<DeliverySummary>>(server, '/deliveries');
    expect(deliveries.items[0]).toMatchObject({
      source: 'registry',
      status: 'done',
      attempts: 1,
    });
    await stop();
  });
});
