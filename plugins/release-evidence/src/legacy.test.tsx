import { createApiFactory } from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EntityReleaseEvidenceContent,
  isReleaseEvidenceAvailable,
  releaseEvidenceApiRef,
  ReleaseEvidenceClient,
  ReleaseEvidenceInboxPage,
  releaseEvidencePlugin,
} from './legacy';
import { fakeApi } from './__testUtils__/fakeApi';
import { bare, payments } from './__testUtils__/fixtures';

jest.setTimeout(30_000);

const WAIT = { timeout: 15_000 };

/** A whole portal of the old frontend system, with a catalog in it. */
async function openCatalog(path: string) {
  window.history.pushState(null, '', path);
  const Portal = createDevApp()
    .registerPlugin(releaseEvidencePlugin)
    .registerApi(
      createApiFactory(
        catalogApiRef,
        catalogApiMock({ entities: [payments, bare] }),
      ),
    )
    .registerApi(createApiFactory(releaseEvidenceApiRef, fakeApi()))
    .addPage({ path: '/catalog', element: <CatalogIndexPage /> })
    .addPage({
      path: '/catalog/:namespace/:kind/:name',
      element: <CatalogEntityPage />,
      children: (
        <EntityLayout>
          <EntityLayout.Route path="/" title="Overview">
            <>Nothing to see</>
          </EntityLayout.Route>
          <EntityLayout.Route
            path="/release-evidence"
            title="Release Evidence"
            if={isReleaseEvidenceAvailable}
          >
            <EntityReleaseEvidenceContent />
          </EntityLayout.Route>
        </EntityLayout>
      ),
    })
    .addPage({
      path: '/release-evidence/inbox',
      element: <ReleaseEvidenceInboxPage />,
    })
    .build();
  render(<Portal />);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Enter' }, WAIT),
  );
}

/** Configuration reaches a portal of the old system in its page. */
function configure(data: object) {
  const script = document.createElement('script');
  script.type = 'backstage.io/config';
  script.textContent = JSON.stringify([{ context: 'test', data }]);
  document.head.append(script);
}

beforeAll(() => {
  configure({
    app: { title: 'Portal', baseUrl: 'http://localhost' },
    backend: { baseUrl: 'http://localhost' },
  });
  // Without a backend, the portal asks whether a guest without token will do.
  window.confirm = () => true;
});

// Who signed in is remembered there.
beforeEach(() => window.localStorage.clear());

describe('the plugin for the old frontend system', () => {
  it('provides a tab for the page of a component', async () => {
    await openCatalog('/catalog/default/component/payments');
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Release Evidence' }, WAIT),
    );
    const table = await screen.findByRole('table', { name: 'Releases' }, WAIT);
    await userEvent.click(within(table).getByRole('link', { name: '1.4.2' }));
    expect(
      await screen.findByRole('heading', { name: 'Chain' }, WAIT),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'All releases' })).toHaveAttribute(
      'href',
      '/catalog/default/component/payments/release-evidence',
    );
  });

  it('opens a release by its address', async () => {
    await openCatalog(
      `/catalog/default/component/payments/release-evidence/releases/sha256%3A${'ab'.repeat(
        32,
      )}`,
    );
    expect(
      await screen.findByRole('heading', { name: 'Chain' }, WAIT),
    ).toBeVisible();
  });

  it('provides a page with the inbox', async () => {
    await openCatalog('/release-evidence/inbox');
    expect(
      await screen.findByRole('heading', { name: 'Evidence inbox' }, WAIT),
    ).toBeVisible();
    const table = await screen.findByRole(
      'table',
      { name: 'Deliveries' },
      WAIT,
    );
    expect(
      within(table).getByRole('link', { name: 'notification' }),
    ).toHaveAttribute('href', '/release-evidence/inbox/deliveries/delivery-1');
  });

  it('provides the client of the backend', () => {
    const [factory] = [...releaseEvidencePlugin.getApis()];
    expect(factory.api.id).toBe(releaseEvidenceApiRef.id);
    expect(
      factory.factory({
        discoveryApi: { getBaseUrl: jest.fn() },
        fetchApi: { fetch: jest.fn() },
      }),
    ).toBeInstanceOf(ReleaseEvidenceClient);
  });

  it.each([
    ['with the annotations', payments, true],
    ['without them', bare, false],
  ])('tells a component %s', (_, entity, has) => {
    expect(isReleaseEvidenceAvailable(entity)).toBe(has);
  });
});
