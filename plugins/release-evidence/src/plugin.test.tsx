import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import plugin, { releaseEvidenceApiRef } from './index';
import { fakeApi } from './__testUtils__/fakeApi';
import { bare, payments } from './__testUtils__/fixtures';

jest.setTimeout(30_000);

const WAIT = { timeout: 15_000 };

const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

function openCatalog(path: string) {
  return renderTestApp({
    features: [catalogPlugin, plugin],
    apis: [
      mockApis.permission(),
      [catalogApiRef, catalogApiMock({ entities: [payments, bare, team] })],
      [releaseEvidenceApiRef, fakeApi()],
    ],
    initialRouteEntries: [path],
  });
}

describe('releaseEvidencePlugin', () => {
  it('adds a tab to the page of a component', async () => {
    openCatalog('/catalog/default/component/payments');
    await userEvent.click(
      await screen.findByText('Release Evidence', {}, WAIT),
    );
    const table = await screen.findByRole('table', { name: 'Releases' }, WAIT);
    await userEvent.click(within(table).getByRole('link', { name: '1.4.2' }));
    expect(
      await screen.findByRole('heading', { name: 'Chain' }, WAIT),
    ).toBeVisible();
  });

  it('opens a release by its address', async () => {
    openCatalog(
      `/catalog/default/component/payments/release-evidence/releases/sha256%3A${'ab'.repeat(
        32,
      )}`,
    );
    expect(
      await screen.findByRole('heading', { name: 'Chain' }, WAIT),
    ).toBeVisible();
  });

  it('adds it to components without the annotations too, to ask for them', async () => {
    openCatalog('/catalog/default/component/bare/release-evidence');
    expect(
      await screen.findByText('Missing Annotation', {}, WAIT),
    ).toBeVisible();
  });

  it('adds it to nothing but components', async () => {
    openCatalog('/catalog/default/group/payments');
    await screen.findByRole('heading', { name: /payments/ }, WAIT);
    expect(screen.queryByText('Release Evidence')).not.toBeInTheDocument();
  });

  it('adds a page with the inbox, and a delivery by its address', async () => {
    openCatalog('/release-evidence/inbox');
    const table = await screen.findByRole(
      'table',
      { name: 'Deliveries' },
      WAIT,
    );
    await userEvent.click(
      within(table).getByRole('link', { name: 'notification' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'As it was received' }, WAIT),
    ).toBeVisible();
  });
});
