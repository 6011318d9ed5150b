import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import {
  DEAD,
  delivery,
  health,
  source,
} from '../../__testUtils__/inboxFixtures';
import {
  INBOX_SYSTEMS,
  renderInbox,
  rowsOf,
} from '../../__testUtils__/renderInbox';

jest.setTimeout(30_000);

/** An inbox with two deliveries of the registry that are dead. */
function troubledApi() {
  const api = fakeApi();
  api.getHealth.mockResolvedValue(
    health([
      source({ id: 'github', type: 'github' }),
      source({ status: 'failing', dead: 2 }),
    ]),
  );
  api.countDeliveries.mockResolvedValue({
    counts: [
      { source: 'registry', status: 'dead', count: 2 },
      { source: 'github', status: 'ignored', count: 3 },
    ],
    upTo: 1000,
  });
  api.listDeliveries.mockResolvedValue({ items: [delivery(DEAD)] });
  return api;
}

describe.each(INBOX_SYSTEMS)(
  'the inbox in the %s frontend system',
  (_, render) => {
    it('says what needs somebody, and shows sources and deliveries', async () => {
      const { container } = await render({ api: troubledApi() });
      expect(
        await screen.findByRole('heading', { level: 2 }),
      ).toHaveTextContent(
        '2 deliveries are dead: 2 of registry. Mend the cause and replay them.',
      );
      const [first, second] = rowsOf('Sources');
      expect(first).toHaveTextContent(/^registry.*Failing/);
      expect(second).toHaveTextContent(/^github.*Delivering/);
      expect(
        within(second).getByRole('link', {
          name: '3 ignored deliveries of github',
        }),
      ).toHaveAttribute(
        'href',
        expect.stringMatching(/\?status=ignored&source=github$/),
      );
      const [dead] = rowsOf('Deliveries');
      expect(within(dead).getByText('Dead')).toBeVisible();
      expect(within(dead).getByText('The disk is full')).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('shows an outline before the first answer', async () => {
      const api = fakeApi();
      api.getHealth.mockReturnValue(new Promise(() => {}));
      await render({ api });
      expect(await screen.findByText('Loading the inbox')).toBeInTheDocument();
    });

    it('says so when the portal forbids it', async () => {
      const api = fakeApi();
      api.getHealth.mockRejectedValue(await refusal(403, 'NotAllowedError'));
      const { container } = await render({ api });
      expect(
        await screen.findByText('You may not see the inbox'),
      ).toBeVisible();
      expect(
        screen.getByText(/release-evidence\.delivery\.read/),
      ).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('shows what went wrong, and tries again when asked', async () => {
      const api = fakeApi();
      api.getHealth.mockRejectedValueOnce(await refusal(503, 'Unavailable'));
      await render({ api });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Try again' }),
      );
      expect(
        await screen.findByRole('table', { name: 'Sources' }),
      ).toBeVisible();
    });

    it('says what to do while nobody can deliver', async () => {
      const api = fakeApi();
      api.getHealth.mockResolvedValue(health([]));
      api.listDeliveries.mockResolvedValue({ items: [] });
      await render({ api });
      expect(await screen.findByText('Nobody can deliver yet')).toBeVisible();
      expect(
        await screen.findByText(/release-evidence\/webhooks\/<source>/),
      ).toBeVisible();
    });
  },
);

describe('a source', () => {
  const show = async (given: Parameters<typeof source>[0]) => {
    const api = fakeApi();
    api.getHealth.mockResolvedValue(health([source(given)]));
    await renderInbox({ api });
    await screen.findByRole('table', { name: 'Sources' });
    return rowsOf('Sources')[0];
  };
  const ago = (hours: number) =>
    new Date(Date.now() - hours * 3_600_000).toISOString();

  it('that is silent says how long it is usually quiet', async () => {
    expect(
      await show({
        status: 'silent',
        lastAcceptedAt: ago(5),
        usualSilenceSeconds: 1200,
      }),
    ).toHaveTextContent(
      'Quiet for 5 hours; lately the longest silence was 20 minutes.',
    );
  });

  it('that never delivered says where to look', async () => {
    expect(
      await show({
        status: 'silent',
        lastAcceptedAt: null,
        usualSilenceSeconds: null,
      }),
    ).toHaveTextContent('Nothing was accepted yet. Check the webhook');
  });

  it('that is not served says why', async () => {
    expect(
      await show({ status: 'not-served', reason: 'no token is configured' }),
    ).toHaveTextContent('Not servedNo token is configured.');
  });

  it('that is refused says why, when and how often', async () => {
    const row = await show({
      status: 'failing',
      lastRejected: { at: ago(1), reason: 'the token is wrong', count: 17 },
    });
    expect(row).toHaveTextContent(/1 hour ago .*The token is wrong\.17 in all/);
    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
      'What registry sends is refused. The token is wrong.',
    );
  });

  it('that is behind says what waits, and for how long', async () => {
    const api = fakeApi();
    api.getHealth.mockResolvedValue(health([source({ lagSeconds: 180 })]));
    api.countDeliveries.mockResolvedValue({
      counts: [{ source: 'registry', status: 'pending', count: 1000 }],
      upTo: 1000,
    });
    await renderInbox({ api });
    await screen.findByRole('table', { name: 'Sources' });
    expect(rowsOf('Sources')[0]).toHaveTextContent(
      '1000 or more pendingThe oldest for 3 minutes',
    );
  });

  it('has all its dead deliveries replayed', async () => {
    const api = troubledApi();
    api.replayDeliveries
      .mockResolvedValueOnce({ replayed: 1, nextCursor: 'c' })
      .mockResolvedValueOnce({ replayed: 1 });
    await renderInbox({ api });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Replay all 2 dead deliveries of registry',
      }),
    );
    expect(
      await screen.findByText('2 deliveries are due again.'),
    ).toBeInTheDocument();
    expect(api.replayDeliveries.mock.calls).toEqual([
      [{ status: 'dead', source: 'registry', cursor: undefined }],
      [{ status: 'dead', source: 'registry', cursor: 'c' }],
    ]);
  });
});

describe('the deliveries', () => {
  it('are narrowed by the filters in the URL', async () => {
    const { api } = await renderInbox({
      path: '?status=dead&source=registry&type=push&text=full&since=day',
    });
    await screen.findByRole('table', { name: 'Deliveries' });
    const [[query]] = api.listDeliveries.mock.calls;
    expect(query).toMatchObject({
      status: 'dead',
      source: 'registry',
      type: 'push',
      text: 'full',
      limit: 20,
    });
    const age = Date.now() - Date.parse(query.from!);
    expect(age / 3_600_000).toBeCloseTo(24, 1);
    expect(screen.getByLabelText('Status')).toHaveValue('dead');
    expect(screen.getByLabelText('Reason or error')).toHaveValue('full');
  });

  it('leave out of the URL what is no filter', async () => {
    const { api } = await renderInbox({ path: '?status=lost&since=ever' });
    await screen.findByRole('table', { name: 'Deliveries' });
    expect(api.listDeliveries).toHaveBeenCalledWith({ limit: 20 });
  });

  it('are narrowed by choosing and by typing, asked for once', async () => {
    const { api } = await renderInbox();
    await userEvent.selectOptions(
      await screen.findByLabelText('Status'),
      'dead',
    );
    await userEvent.type(screen.getByLabelText('Reason or error'), 'full');
    await screen.findByDisplayValue('full');
    await act(() => new Promise(resolve => setTimeout(resolve, 500)));
    const asked = api.listDeliveries.mock.calls.map(([query]) => query);
    expect(asked[asked.length - 1]).toMatchObject({
      status: 'dead',
      text: 'full',
    });
    expect(asked.filter(({ text }) => text && text !== 'full')).toEqual([]);
  });

  it('that match nothing can be widened again', async () => {
    const api = fakeApi();
    api.listDeliveries.mockImplementation(async ({ status }) => ({
      items: status ? [] : [delivery()],
    }));
    await renderInbox({ api, path: '?status=dead' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    expect(
      await screen.findByRole('link', { name: 'notification' }),
    ).toBeVisible();
  });

  it('come in pages', async () => {
    const api = fakeApi();
    api.listDeliveries.mockImplementation(async ({ cursor }) =>
      cursor
        ? { items: [delivery({ id: 'a', type: 'older' })] }
        : { items: [delivery({ id: 'b' })], nextCursor: 'c' },
    );
    await renderInbox({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(await screen.findByRole('link', { name: 'older' })).toBeVisible();
    expect(screen.getByText('2 deliveries')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('say of one that failed how often, and why', async () => {
    const api = fakeApi();
    api.listDeliveries.mockResolvedValue({
      items: [delivery({ ...DEAD, status: 'pending', attempts: 3 })],
    });
    await renderInbox({ api });
    expect(
      await screen.findByText(
        'Failed 3 times, will be tried again: The disk is full',
      ),
    ).toBeVisible();
  });
});

describe('a refresh', () => {
  afterEach(() => jest.useRealTimers());

  it('takes a replayed delivery off the list of dead ones', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = troubledApi();
    await renderInbox({ api, path: '?status=dead' });
    await screen.findByRole('table', { name: 'Deliveries' });
    api.listDeliveries.mockResolvedValue({ items: [] });
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.getByText('No delivery matches.')).toBeVisible();
    expect(screen.queryByTestId('skeleton')).not.toBeInTheDocument();
  });

  it('that fails leaves what is known, and says so', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const { api } = await renderInbox();
    await screen.findByRole('table', { name: 'Sources' });
    api.getHealth.mockRejectedValue(new Error('Failed to fetch'));
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.getByRole('table', { name: 'Sources' })).toBeVisible();
    expect(screen.getByText(/Could not refresh since/)).toBeVisible();
  });
});
