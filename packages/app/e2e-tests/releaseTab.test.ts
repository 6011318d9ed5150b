import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  accessibilityFaults,
  sidewaysOverflow,
  startBrowser,
  strangersPage,
  viewAs,
  WIDTHS,
} from './browser';
import { Portal, startPortal } from './portal';

const TAB = '/catalog/default/component/payments/release-evidence';
const CONTENT = '[data-testid=release-evidence]';

interface Releases {
  items: { digest: string; tags: { name: string }[] }[];
}

describe('the Release Evidence tab', () => {
  let portal: Portal;
  let browser: Browser;

  before(async () => {
    [portal, browser] = await Promise.all([startPortal(), startBrowser()]);
    await portal.until(async () => {
      const { items } = await portal.read<Releases>(
        'mira',
        '/releases?component=component:default/payments',
      );
      return items.length > 1;
    });
  });
  after(() => Promise.all([portal?.stop(), browser?.close()]));

  it('is reached from the sign-in page by whoever one chooses to be', async () => {
    const { page, context } = await strangersPage(browser);
    await page.goto(portal.url);
    await page.getByRole('button', { name: /Mira Okafor/ }).click();
    await page.getByRole('menuitem', { name: /^All/ }).click();
    await page
      .getByRole('row', { name: /^payments/ })
      .getByRole('link', { name: 'payments' })
      .first()
      .click();
    await page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Release Evidence' })
      .click();
    await page.getByRole('list', { name: 'Environments' }).waitFor();
    assert.equal(new URL(page.url()).pathname, TAB);
    await context.close();
  });

  it('shows the environments and every release that the API lists', async () => {
    const { items } = await portal.read<Releases>(
      'mira',
      '/releases?component=component:default/payments',
    );
    const view = await viewAs(browser, portal, { person: 'mira' });
    await view.open(TAB);
    const cards = view.page.getByRole('list', { name: 'Environments' });
    await cards.getByRole('heading', { name: 'staging' }).waitFor();
    await cards.getByRole('heading', { name: /production/ }).waitFor();
    for (const { tags } of items) {
      await view.page
        .getByRole('table')
        .getByRole('link', { name: tags[0].name, exact: true })
        .first()
        .waitFor();
    }
    assert.deepEqual(view.errors, []);
    await view.close();
  });

  it('opens a release with all twelve cells, and a cell with its reasons', async () => {
    const view = await viewAs(browser, portal, { person: 'priya' });
    await view.open(TAB);
    await view.page
      .getByRole('table')
      .getByRole('rowheader')
      .getByRole('link')
      .first()
      .click();
    await view.page.waitForURL(/\/releases\/sha256/);
    const matrix = view.page.getByRole('table', { name: 'Control matrix' });
    const cells = matrix.getByRole('button');
    await cells.first().waitFor();
    assert.equal(await cells.count(), 12);
    await cells.first().click();
    assert.equal(await cells.first().getAttribute('aria-expanded'), 'true');
    await matrix
      .getByText(/protected/i)
      .first()
      .waitFor();
    assert.deepEqual(view.errors, []);
    await view.close();
  });

  it('is where a link to a release leads, and stays there on a reload', async () => {
    const [{ digest }] = (
      await portal.read<Releases>(
        'mira',
        '/releases?component=component:default/payments',
      )
    ).items;
    const view = await viewAs(browser, portal, { person: 'mira' });
    await view.open(
      `${TAB}/releases/${encodeURIComponent(digest)}?environment=staging`,
    );
    const matrix = view.page.getByRole('table', { name: 'Control matrix' });
    await matrix.waitFor();
    await view.page.reload();
    await matrix.waitFor();
    await view.page.getByText(/Scored for staging/i).waitFor();
    await view.close();
  });

  it('says so when a digest is no release', async () => {
    const view = await viewAs(browser, portal, { person: 'mira' });
    await view.open(`${TAB}/releases/sha256%3A${'0'.repeat(64)}`);
    await view.page.getByText('There is no such release').waitFor();
    await view.close();
  });

  it('asks for the annotation where a component has none', async () => {
    const view = await viewAs(browser, portal, { person: 'mira' });
    await view.open('/catalog/default/component/runbooks/release-evidence');
    await view.page
      .getByText('release-evidence.io/artifacts')
      .first()
      .waitFor();
    await view.close();
  });

  const suits = async (width: number, scheme: 'light' | 'dark') => {
    const view = await viewAs(browser, portal, {
      person: 'mira',
      width,
      scheme,
    });
    const expectNoFaults = async () => {
      assert.equal(await sidewaysOverflow(view.page), 0);
      assert.deepEqual(await accessibilityFaults(view.page, CONTENT), []);
    };
    await view.open(TAB);
    await view.page.getByRole('list', { name: 'Environments' }).waitFor();
    const releases = view.page.getByRole('table').getByRole('rowheader');
    await releases.first().waitFor();
    await expectNoFaults();

    await releases.getByRole('link').first().click();
    await view.page
      .getByRole('table', { name: 'Control matrix' })
      .getByRole('button')
      .first()
      .click();
    await expectNoFaults();
    assert.deepEqual(view.errors, []);
    await view.close();
  };

  for (const [where, width] of Object.entries(WIDTHS)) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`suits a ${where} in ${scheme} colours, and everybody's senses`, () =>
        suits(width, scheme));
    }
  }
});
