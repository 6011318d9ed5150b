import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  accessibilityFaults,
  sidewaysOverflow,
  startBrowser,
  View,
  viewAs,
  WIDTHS,
} from './browser';
import { Portal, startPortal } from './portal';

const INBOX = '/release-evidence/inbox';
const CONTENT = '[data-testid=release-evidence-inbox]';
const SECRET = 'the-secret-of-the-scripts';
const WITH_SCRIPTS = {
  releaseEvidence: {
    sources: { scripts: { type: 'generic', secret: SECRET } },
  },
};
const WITHOUT_SCRIPTS = {};
const DIGEST = `sha256:${'5c'.repeat(32)}`;

interface Deliveries {
  items: { id: string; status: string }[];
}

const event = (id: string) => ({
  id,
  type: 'artifact',
  time: '2026-10-01T10:00:00Z',
  repository: 'registry.acme.test/payments',
  digest: DIGEST,
  tag: id,
});

describe('the inbox', () => {
  let portal: Portal;
  let browser: Browser;

  const deliver = async (id: string) => {
    const body = JSON.stringify(event(id));
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const response = await fetch(
      `${portal.url}/api/release-evidence/webhooks/scripts`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-signature-256': `sha256=${signature}`,
        },
        body,
      },
    );
    assert.equal(response.status, 202);
  };

  const statusIs = (status: string, count: number) =>
    portal.until(async () => {
      const { items } = await portal.read<Deliveries>(
        'mira',
        `/deliveries?source=scripts&status=${status}`,
      );
      return items.length === count;
    });

  /**
   * The deliveries die as they would if somebody took their source out of the
   * configuration while they waited; only the pauses between the eight attempts
   * are skipped.
   */
  const losesItsSource = async () => {
    await portal.restart(WITHOUT_SCRIPTS);
    const response = await fetch(
      `${portal.url}/api/release-evidence/deliveries/replay`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await portal.token('mira')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ source: 'scripts' }),
      },
    );
    assert.deepEqual(await response.json(), { replayed: 2 });
    const database = new DatabaseSync(portal.databaseFile, { timeout: 5_000 });
    const skipPauses = setInterval(
      () =>
        database.exec(
          `UPDATE deliveries SET next_attempt_at = 0 WHERE status = 'pending' AND error IS NOT NULL`,
        ),
      200,
    );
    try {
      await statusIs('dead', 2);
    } finally {
      clearInterval(skipPauses);
      database.close();
    }
  };

  before(async () => {
    [portal, browser] = await Promise.all([
      startPortal({ config: WITH_SCRIPTS }),
      startBrowser(),
    ]);
    await deliver('one');
    await deliver('two');
    await statusIs('done', 2);
    await losesItsSource();
  });
  after(() => Promise.all([portal?.stop(), browser?.close()]));

  const look = async (
    path: string,
    how: Partial<Parameters<typeof viewAs>[2]> = {},
  ): Promise<View> => {
    const view = await viewAs(browser, portal, { person: 'mira', ...how });
    await view.open(path);
    return view;
  };

  it('is found in the sidebar, and says what is wrong', async () => {
    const { page, errors, close } = await look('/');
    await page.getByRole('link', { name: 'Evidence inbox' }).click();
    await page
      .getByRole('heading', {
        name: '2 deliveries are dead: 2 of scripts. Mend the cause and replay them.',
      })
      .waitFor();
    const row = page
      .getByRole('table', { name: 'Sources' })
      .getByRole('row', { name: /scripts/ });
    await row.getByText('Not served').waitFor();
    await row.getByText(/no longer configured/).waitFor();
    await row.getByRole('link', { name: '2 dead deliveries' }).click();
    await page.waitForURL(/\?status=dead&source=scripts$/);
    assert.deepEqual(errors, []);
    await close();
  });

  for (const [where, width] of Object.entries(WIDTHS)) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`suits a ${where} in ${scheme} colours, and everybody's senses`, async () => {
        const { page, errors, close } = await look(INBOX, { width, scheme });
        const suits = async () => {
          assert.equal(await sidewaysOverflow(page), 0);
          assert.deepEqual(await accessibilityFaults(page, CONTENT), []);
        };
        await page.getByRole('table', { name: 'Deliveries' }).waitFor();
        await suits();

        await page.getByRole('button', { name: 'Import deliveries' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Close' }).waitFor();
        assert.deepEqual(await accessibilityFaults(page, '[role=dialog]'), []);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });

        await page
          .getByRole('table', { name: 'Sources' })
          .getByRole('link', { name: '2 dead deliveries of scripts' })
          .click();
        await page
          .getByRole('table', { name: 'Deliveries' })
          .getByRole('link', { name: 'artifact' })
          .first()
          .click();
        await page.getByLabel('Body of the delivery').waitFor();
        await suits();
        assert.deepEqual(errors, []);
        await close();
      });
    }
  }

  it('shows the error of a dead delivery, replays it once the cause is mended, and forgets it', async () => {
    const { page, close } = await look(`${INBOX}?status=dead`);
    const deliveries = page.getByRole('table', { name: 'Deliveries' });
    await deliveries.getByText('Dead').nth(1).waitFor();
    await deliveries.getByRole('link', { name: 'artifact' }).first().click();
    await page
      .getByRole('heading', {
        name: 'This delivery of scripts is dead after 8 attempts.',
      })
      .waitFor();
    await page
      .getByText(
        'The source "scripts" is no longer configured; configure it again and replay',
      )
      .waitFor();

    await portal.restart(WITH_SCRIPTS);

    await page.reload();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('Replayed: Done').waitFor();
    await page.getByRole('link', { name: 'Release of payments' }).waitFor();

    await page.goto(`${portal.url}${INBOX}?status=dead`);
    await deliveries.getByText('Dead').first().waitFor();
    assert.equal(await deliveries.getByText('Dead').count(), 1);

    await page
      .getByRole('button', { name: 'Replay the dead delivery of scripts' })
      .click();
    await page.getByText('No delivery matches.').waitFor();
    await page
      .getByRole('heading', { name: /deliver(y is|ies are) dead/ })
      .waitFor({
        state: 'detached',
      });
    await statusIs('done', 2);
    await close();
  });

  it('leads from a delivery to the release that it speaks of', async () => {
    const { page, errors, close } = await look(
      `${INBOX}?source=scripts&status=done`,
    );
    await page
      .getByRole('table', { name: 'Deliveries' })
      .getByRole('link', { name: 'artifact' })
      .first()
      .click();
    await page.getByRole('link', { name: 'Release of payments' }).click();
    await page.getByRole('table', { name: 'Control matrix' }).waitFor();
    assert.match(decodeURIComponent(page.url()), new RegExp(DIGEST));
    assert.deepEqual(errors, []);
    await close();
  });

  it('imports recorded deliveries, and says what it refused', async () => {
    const { page, errors, close } = await look(INBOX);
    await page.getByRole('button', { name: 'Import deliveries' }).click();
    const lines = [
      { source: 'scripts', body: event('three') },
      { source: 'scripts', body: event('two') },
      { source: 'nobody', body: {} },
    ];
    await page.locator('input[type=file]').setInputFiles({
      name: 'scripts.jsonl',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from(lines.map(line => JSON.stringify(line)).join('\n')),
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog
      .getByRole('row', { name: /3.*source: no source "nobody"/ })
      .waitFor();
    assert.match(
      (await dialog.innerText()).replace(/\s+/g, ' '),
      /Accepted 1 Known already 1 Refused 1/,
    );
    await dialog.getByRole('button', { name: 'Close' }).click();
    await statusIs('done', 3);
    assert.deepEqual(errors, []);
    await close();
  });
});
