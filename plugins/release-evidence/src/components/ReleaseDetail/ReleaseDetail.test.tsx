import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import { DETAIL_PATH } from '../../__testUtils__/renderDetail';
import { SYSTEMS } from '../../__testUtils__/renderTab';

jest.setTimeout(30_000);

describe.each(SYSTEMS)(
  'ReleaseDetail in the %s frontend system',
  (_, renderTab) => {
    it('opens with a sentence and holds chain, controls, timeline and evidence', async () => {
      const { container } = await renderTab({
        api: fakeApi(),
        path: DETAIL_PATH,
      });
      expect(
        await screen.findByRole('heading', { level: 2 }),
      ).toHaveTextContent('1.4.2 was deployed to production, at Better');
      expect(
        screen.getAllByRole('heading', { level: 3 }).map(it => it.textContent),
      ).toEqual(['Chain', 'Control matrix', 'Timeline', 'Evidence']);
      expect(await axe(container)).toHaveNoViolations();
    });

    it('is reached from the list, and leads back to it', async () => {
      await renderTab({ api: fakeApi() });
      const table = await screen.findByRole('table');
      await userEvent.click(within(table).getByRole('link', { name: '1.4.2' }));
      expect(
        await screen.findByRole('heading', { name: 'Chain' }),
      ).toBeVisible();
      await userEvent.click(screen.getByRole('link', { name: 'All releases' }));
      expect(
        await screen.findByRole('table', { name: 'Releases' }),
      ).toBeVisible();
    });

    it('shows an outline before the first answer', async () => {
      const api = fakeApi();
      api.getRelease.mockReturnValue(new Promise(() => {}));
      await renderTab({ api, path: DETAIL_PATH });
      expect(await screen.findByTestId('skeleton')).toBeInTheDocument();
      expect(screen.getByText('Loading the release')).toBeInTheDocument();
    });

    it.each([
      ['the server does not know', 404, 'NotFoundError'],
      ['may not be seen', 403, 'NotAllowedError'],
    ])('says so of a release that %s', async (__, status, name) => {
      const api = fakeApi();
      api.getRelease.mockRejectedValue(await refusal(status, name));
      const { container } = await renderTab({ api, path: DETAIL_PATH });
      expect(await screen.findByText('There is no such release')).toBeVisible();
      expect(
        screen.getByRole('button', { name: 'All releases of payments' }),
      ).toHaveAttribute('href', expect.stringMatching(/\/release-evidence$/));
      expect(await axe(container)).toHaveNoViolations();
    });

    it('explains what a digest is where the address has none', async () => {
      const api = fakeApi();
      const { container } = await renderTab({ api, path: '/releases/latest' });
      expect(await screen.findByText('That is no digest')).toBeVisible();
      expect(screen.getByText(/“latest” does not name/)).toBeVisible();
      expect(api.getRelease).not.toHaveBeenCalled();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('shows what went wrong, and tries again when asked', async () => {
      const api = fakeApi();
      api.getRelease.mockRejectedValueOnce(new Error('Failed to fetch'));
      await renderTab({ api, path: DETAIL_PATH });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Try again' }),
      );
      expect(
        await screen.findByRole('heading', { name: 'Chain' }),
      ).toBeVisible();
    });
  },
);
