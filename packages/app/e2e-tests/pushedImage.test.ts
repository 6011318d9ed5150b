import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser, viewAs } from './browser';
import { freePort, Portal, startPortal } from './portal';
import { Registry, startRegistry } from './registry';

const TOKEN = 'a-token-of-this-test';

/** A component whose image lies in the registry of this test. */
const component = (host: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pushed-here
  annotations:
    release-evidence.io/artifacts: ${host}/pushed-here
spec:
  type: service
  lifecycle: experimental
  owner: guests
`;

describe('an image that is pushed', () => {
  let portal: Portal;
  let registry: Registry;
  let browser: Browser;

  before(async () => {
    const registryPort = await freePort();
    const host = `127.0.0.1:${registryPort}`;
    [portal, browser] = await Promise.all([
      startPortal({
        config: {
          releaseEvidence: {
            sources: {
              local: { type: 'distribution', token: TOKEN, host },
            },
          },
        },
        catalog: component(host),
      }),
      startBrowser(),
    ]);
    registry = await startRegistry({
      port: registryPort,
      notify: {
        url: `${portal.url}/api/release-evidence/webhooks/local`,
        token: TOKEN,
      },
    });
    await portal.until(() => portal.knows('component', 'pushed-here'));
  });
  after(() =>
    Promise.all([registry?.stop(), portal?.stop(), browser?.close()]),
  );

  it('stands in the open tab with the digest that the registry tells, without a reload', async () => {
    const view = await viewAs(browser, portal, { person: 'mira' });
    await view.open('/catalog/default/component/pushed-here/release-evidence');
    await view.page.getByRole('heading', { name: 'No release yet' }).waitFor();
    let loads = 0;
    view.page.on('load', () => {
      loads += 1;
    });

    const first = registry.push('pushed-here', '1.0.0', 'the first');
    const row = view.page
      .getByRole('row')
      .filter({ has: view.page.getByRole('link', { name: '1.0.0' }) });
    await row.waitFor();
    const [hex] = first.split(':').slice(1);
    await row.getByText(hex.slice(0, 8)).first().waitFor();

    const second = registry.push('pushed-here', '1.1.0', 'the second');
    assert.notEqual(second, first);
    await view.page.getByRole('link', { name: '1.1.0' }).first().click();
    await view.page.getByRole('table', { name: 'Control matrix' }).waitFor();
    assert.equal(
      decodeURIComponent(new URL(view.page.url()).pathname.split('/').pop()!),
      second,
    );
    assert.equal(loads, 0);

    const release = await portal.read<{ digest: string; tags: object[] }>(
      'mira',
      `/releases/${second}`,
    );
    assert.equal(release.digest, second);
    assert.deepEqual(view.errors, []);
    await view.close();
  });
});
