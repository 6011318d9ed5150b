import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DIGEST, OTHER_DIGEST } from '../../__testUtils__/fixtures';
import { renderDetail } from '../../__testUtils__/renderDetail';

jest.setTimeout(30_000);

describe('the names of a release', () => {
  it('are its digests, tags, source and artifact', async () => {
    await renderDetail({
      release: {
        digests: [DIGEST, OTHER_DIGEST],
        tags: [
          { name: '1.4.2', from: '2026-10-01T10:00:00.000Z', to: null },
          {
            name: 'edge',
            from: '2026-10-01T10:00:00.000Z',
            to: '2026-10-02T10:00:00.000Z',
          },
        ],
      },
    });
    expect(screen.getAllByText(DIGEST)[0]).toBeVisible();
    expect(screen.getByText(OTHER_DIGEST)).toBeVisible();
    expect(screen.getByText(/^1\.4\.2 since/)).toBeVisible();
    expect(screen.getByText(/^edge from .* to /)).toBeVisible();
    expect(screen.getByText(/github\.com\/acme\/payments/)).toBeVisible();
  });

  it('are said to be unknown where they are', async () => {
    await renderDetail({
      release: { tags: [], source: null, repository: null, recordedAt: null },
    });
    expect(screen.getByText('No tag was seen to point at it')).toBeVisible();
    expect(screen.getAllByText('Not known')).toHaveLength(2);
  });

  it('copies a digest, and says so', async () => {
    const user = userEvent.setup();
    document.execCommand = jest.fn().mockReturnValue(true);
    await renderDetail();
    const [copy] = screen.getAllByRole('button', {
      name: 'Copy digest sha256:abababab…ab',
    });
    await user.click(copy);
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(document.execCommand).toHaveBeenCalledWith('copy');
  });

  it('copies its link, and says so', async () => {
    document.execCommand = jest.fn().mockReturnValue(true);
    await renderDetail();
    await userEvent.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(
      await screen.findByRole('button', { name: 'Link copied' }),
    ).toBeVisible();
  });
});

describe('the environment', () => {
  it('stands in the URL and is asked for', async () => {
    const { api } = await renderDetail({ search: '?environment=staging' });
    expect(api.getRelease).toHaveBeenCalledWith(
      DIGEST,
      expect.objectContaining({
        component: 'component:default/payments',
        environment: 'staging',
      }),
    );
  });

  it('is chosen by a link, and what is known stays meanwhile', async () => {
    const { api } = await renderDetail();
    const menu = within(screen.getByRole('navigation', { name: /scored for/ }));
    expect(menu.getByRole('link', { name: 'production' })).toHaveAttribute(
      'aria-current',
      'true',
    );
    api.getRelease.mockReturnValue(new Promise(() => {}));
    await userEvent.click(menu.getByRole('link', { name: 'staging' }));
    await waitFor(() =>
      expect(api.getRelease).toHaveBeenLastCalledWith(
        DIGEST,
        expect.objectContaining({ environment: 'staging' }),
      ),
    );
    expect(screen.getByRole('heading', { name: 'Chain' })).toBeVisible();
    // Still the answer for production, and called so.
    expect(menu.getByRole('link', { name: 'production' })).toHaveAttribute(
      'aria-current',
      'true',
    );
  });

  it('and the controls are missing where none is configured', async () => {
    await renderDetail({ release: { assessment: null, environments: [] } });
    expect(screen.queryByRole('navigation', { name: /scored/ })).toBeNull();
    expect(
      screen.queryByRole('heading', { name: 'Control matrix' }),
    ).toBeNull();
  });
});
