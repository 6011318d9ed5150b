import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import { OTHER_DIGEST, summary } from '../../__testUtils__/fixtures';
import { SYSTEMS } from '../../__testUtils__/renderTab';

jest.setTimeout(30_000);

const [[, renderTab]] = SYSTEMS;

describe('the list of releases', () => {
  it('shows of each release what there is to know', async () => {
    const api = fakeApi();
    api.listReleases.mockResolvedValue({
      items: [
        summary({
          openFindings: 2,
          runsIn: [
            { environment: 'production', since: '2026-10-02T10:00:00.000Z' },
            { environment: 'staging', since: '2026-10-01T10:00:00.000Z' },
          ],
        }),
        summary({
          digest: OTHER_DIGEST,
          tags: [],
          source: null,
          title: null,
          environment: null,
        }),
      ],
    });
    await renderTab({ api });
    const [, full, empty] = await screen.findAllByRole('row');
    expect(within(full).getByRole('rowheader')).toHaveTextContent('1.4.2');
    expect(within(full).getByText('2 open findings')).toBeVisible();
    expect(
      within(full).getByRole('link', { name: /01234567/ }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('github.com/acme/payments/commit/0123'),
    );
    expect(
      within(full)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^staging/),
      expect.stringMatching(/^production/),
    ]);
    expect(within(empty).getByText('Commit not known')).toBeVisible();
    expect(within(empty).getByText('Not scored yet')).toBeVisible();
    expect(
      within(empty).getByText('Nowhere that we know of'),
    ).toBeInTheDocument();
  });

  it.each([
    ['none', 1],
    ['strong', 4],
  ] as const)('draws %s as %d filled steps', async (level, steps) => {
    const api = fakeApi();
    api.listReleases.mockResolvedValue({ items: [summary({ level })] });
    await renderTab({ api });
    const [, row] = await screen.findAllByRole('row');
    const filled = within(row)
      .getAllByTestId('meter-step')
      .filter(step => step.getAttribute('data-filled') === 'true');
    expect(filled).toHaveLength(steps);
  });

  it('marks a commit that is only inferred', async () => {
    const api = fakeApi();
    const source = { ...summary().source!, binding: 'inferred' as const };
    api.listReleases.mockResolvedValue({ items: [summary({ source })] });
    await renderTab({ api });
    expect(await screen.findByText('Inferred')).toBeVisible();
  });

  it('asks with the filters that stand in the URL', async () => {
    const api = fakeApi();
    await renderTab({ api, path: '?environment=staging&level=better' });
    await screen.findByRole('table');
    expect(api.listReleases).toHaveBeenCalledWith(
      expect.objectContaining({
        component: 'component:default/payments',
        environment: 'staging',
        level: 'better',
      }),
    );
    expect(
      screen.getByRole('columnheader', { name: 'Level for staging' }),
    ).toBeVisible();
  });

  it('does not ask for levels and environments that do not exist', async () => {
    const api = fakeApi();
    await renderTab({ api, path: '?environment=moon&level=perfect' });
    await screen.findByRole('table');
    expect(api.listReleases).toHaveBeenCalledWith(
      expect.objectContaining({ environment: undefined, level: undefined }),
    );
  });

  it('asks again when a filter is chosen, keeping the rows meanwhile', async () => {
    const api = fakeApi();
    await renderTab({ api });
    await screen.findByRole('table');
    api.listReleases.mockReturnValue(new Promise(() => {}));
    await userEvent.selectOptions(screen.getByLabelText('Level'), 'Strong');
    await waitFor(() =>
      expect(api.listReleases).toHaveBeenLastCalledWith(
        expect.objectContaining({ level: 'strong' }),
      ),
    );
    expect(screen.getByRole('table')).toBeVisible();
    expect(screen.queryByTestId('skeleton')).not.toBeInTheDocument();
  });

  it('tells a filter that nothing passes from a component without releases', async () => {
    const api = fakeApi();
    api.listReleases.mockImplementation(async ({ level }) => ({
      items: level ? [] : [summary()],
    }));
    await renderTab({ api, path: '?level=strong' });
    expect(
      await screen.findByText('No release is at Strong for production.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('finds text in what is loaded', async () => {
    const api = fakeApi();
    api.listReleases.mockResolvedValue({
      items: [
        summary(),
        summary({ digest: OTHER_DIGEST, title: 'Accept gift cards', tags: [] }),
      ],
    });
    await renderTab({ api });
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Find in the list' }),
      'gift',
    );
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('1 of 2 loaded releases')).toBeVisible();
    expect(screen.getByText('Accept gift cards')).toBeVisible();
  });

  it('loads older releases by the cursor', async () => {
    const api = fakeApi();
    api.listReleases.mockImplementation(async ({ cursor }) =>
      cursor === 'older'
        ? {
            items: [
              summary({
                digest: OTHER_DIGEST,
                recordedAt: '2026-09-01T10:00:00.000Z',
                title: 'An older release',
              }),
            ],
          }
        : { items: [summary()], nextCursor: 'older' },
    );
    await renderTab({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(await screen.findByText('An older release')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('says why older releases could not be loaded', async () => {
    const api = fakeApi();
    const refused = await refusal(503, 'Error', 'The store is down');
    api.listReleases.mockImplementation(async ({ cursor }) => {
      if (cursor) {
        throw refused;
      }
      return { items: [summary()], nextCursor: 'older' };
    });
    await renderTab({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Older releases could not be loaded: The store is down',
    );
  });
});
