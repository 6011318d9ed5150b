import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import {
  bare,
  environment,
  OTHER_DIGEST,
  payments,
  summary,
} from '../../__testUtils__/fixtures';
import { SYSTEMS } from '../../__testUtils__/renderTab';

describe.each(SYSTEMS)(
  'ReleaseTab in the %s frontend system',
  (_, renderTab) => {
    it('opens with a sentence, then environments in promotion order, then releases', async () => {
      const { container } = await renderTab({ api: fakeApi() });
      expect(
        await screen.findByRole('heading', { level: 2 }),
      ).toHaveTextContent(
        '1.4.2 is in production at Better; Strong asks that a verified signature covers this digest.',
      );
      const cards = within(
        screen.getByRole('list', { name: 'Environments' }),
      ).getAllByRole('heading', { level: 3 });
      expect(cards.map(card => card.textContent)).toEqual([
        'staging',
        'productionProtected',
      ]);
      expect(screen.getByRole('table', { name: 'Releases' })).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('shows an outline before the first answer', async () => {
      const api = fakeApi();
      api.getComponent.mockReturnValue(new Promise(() => {}));
      await renderTab({ api });
      expect(await screen.findByTestId('skeleton')).toBeInTheDocument();
      expect(
        screen.getByText('Loading the release evidence'),
      ).toBeInTheDocument();
    });

    it('says what to do while there is no release', async () => {
      const api = fakeApi();
      api.getComponent.mockResolvedValue({
        component: 'component:default/payments',
        environments: [
          environment({ running: null, latest: null, nextStep: null }),
        ],
      });
      api.listReleases.mockResolvedValue({ items: [] });
      const { container } = await renderTab({ api });
      expect(await screen.findByText('No release yet')).toBeVisible();
      expect(
        await screen.findByText(
          'http://portal.test/api/release-evidence/webhooks/<source>',
        ),
      ).toBeVisible();
      expect(screen.getByText('ghcr.io/acme/payments')).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('asks for labels where only the repository is known', async () => {
      const api = fakeApi();
      api.getComponent.mockResolvedValue({ component: '', environments: [] });
      api.listReleases.mockResolvedValue({ items: [] });
      const annotations = { 'github.com/project-slug': 'acme/payments' };
      await renderTab({
        api,
        entity: {
          ...payments,
          metadata: { ...payments.metadata, annotations },
        },
      });
      expect(await screen.findByText('github.com/acme/payments')).toBeVisible();
      expect(
        screen.getByText(/org\.opencontainers\.image\.source/),
      ).toBeVisible();
    });

    it('asks for the annotation when nothing ties the component to releases', async () => {
      const api = fakeApi();
      await renderTab({ api, entity: bare });
      expect(await screen.findByText('Missing Annotation')).toBeVisible();
      expect(
        screen.getAllByText(/release-evidence\.io\/artifacts/)[0],
      ).toBeVisible();
      expect(api.getComponent).not.toHaveBeenCalled();
    });

    it.each([
      ['forbids it', 403, 'NotAllowedError'],
      ['hides the component', 404, 'NotFoundError'],
    ])('says so when the portal %s', async (__, status, name) => {
      const api = fakeApi();
      api.getComponent.mockRejectedValue(await refusal(status, name));
      const { container } = await renderTab({ api });
      expect(
        await screen.findByText('You may not see these releases'),
      ).toBeVisible();
      expect(screen.getByText(/release-evidence\.release\.read/)).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('shows what went wrong, and tries again when asked', async () => {
      const api = fakeApi();
      api.getComponent.mockRejectedValueOnce(
        await refusal(503, 'ServiceUnavailableError', 'The store is down'),
      );
      const { container } = await renderTab({ api });
      expect(
        await screen.findByText(/The release evidence could not be loaded/),
      ).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(await screen.findByRole('table')).toBeVisible();
    });

    it('does not take a portal without the backend for a missing permission', async () => {
      const api = fakeApi();
      api.getComponent.mockRejectedValue(await refusal(404));
      await renderTab({ api });
      expect(
        await screen.findByText(/The release evidence could not be loaded/),
      ).toBeVisible();
    });
  },
);

const [[, renderTab]] = SYSTEMS;

describe('a refresh', () => {
  afterEach(() => jest.useRealTimers());

  it('changes what changed, without an outline over what is known', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = fakeApi();
    await renderTab({ api });
    await screen.findByRole('table');
    api.listReleases.mockResolvedValue({
      items: [summary({ digest: OTHER_DIGEST, title: 'Brand new' }), summary()],
    });
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.getByText('Brand new')).toBeVisible();
    expect(screen.queryByTestId('skeleton')).not.toBeInTheDocument();
  });

  it('that fails leaves what is known, and says so', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = fakeApi();
    await renderTab({ api });
    await screen.findByRole('table');
    expect(screen.getByText('Live')).toBeVisible();
    api.getComponent.mockRejectedValue(new Error('Failed to fetch'));
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.getByRole('table')).toBeVisible();
    expect(screen.getByText(/Could not refresh since/)).toBeVisible();
  });

  it('that is refused takes away what may no longer be seen', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = fakeApi();
    await renderTab({ api });
    await screen.findByRole('table');
    api.getComponent.mockRejectedValue(await refusal(403, 'NotAllowedError'));
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
