import { screen, within } from '@testing-library/react';
import { fakeApi } from '../../__testUtils__/fakeApi';
import { environment, OTHER_DIGEST } from '../../__testUtils__/fixtures';
import { SYSTEMS } from '../../__testUtils__/renderTab';

jest.setTimeout(30_000);

const [[, renderTab]] = SYSTEMS;

describe('an environment', () => {
  async function renderCard(given: Parameters<typeof environment>[0]) {
    const api = fakeApi();
    api.getComponent.mockResolvedValue({
      component: 'component:default/payments',
      environments: [environment(given)],
    });
    await renderTab({ api });
    return within(await screen.findByRole('list', { name: 'Environments' }));
  }

  it('tells what runs, at which level, since when and by whom approved', async () => {
    const card = await renderCard({});
    expect(card.getByRole('link', { name: '1.4.2' })).toHaveAttribute(
      'href',
      expect.stringContaining(
        `/releases/sha256%3A${'ab'.repeat(32)}?environment=production`,
      ),
    );
    expect(card.getByText('Better')).toBeVisible();
    expect(card.getByText('mira')).toBeVisible();
    expect(
      card.getByText(
        (__, element) =>
          element?.getAttribute('datetime') === '2026-10-02T10:00:00.000Z',
      ),
    ).toHaveTextContent(/ago \(.*2026/);
    expect(card.getByText('Artifact identity', { exact: false })).toBeVisible();
    expect(card.getByText('Sign the digest.')).toBeVisible();
    expect(card.queryByText('Drift')).not.toBeInTheDocument();
  });

  it('says so when nobody is known to have approved', async () => {
    const card = await renderCard({
      running: { ...environment().running!, approvedBy: null },
    });
    expect(card.getByText('nobody that we know of')).toBeVisible();
  });

  it('marks drift and names the release that does not run', async () => {
    const card = await renderCard({
      drift: true,
      latest: { digest: OTHER_DIGEST, tag: '1.5.0', level: 'none' },
    });
    expect(card.getByText('Drift')).toBeVisible();
    expect(card.getByRole('link', { name: '1.5.0' })).toBeVisible();
  });

  it('offers the next step of the latest release where nothing runs', async () => {
    const card = await renderCard({ running: null });
    expect(
      card.getByText('Nothing is reported as running here.'),
    ).toBeVisible();
    expect(
      card.getByText(/Next step for 1\.4\.2, the latest release/),
    ).toBeVisible();
  });
});
