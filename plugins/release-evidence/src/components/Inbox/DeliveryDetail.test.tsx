import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import { DIGEST, evidence } from '../../__testUtils__/fixtures';
import { DEAD, deliveryDetail } from '../../__testUtils__/inboxFixtures';
import {
  INBOX_SYSTEMS,
  renderInbox,
  rowsOf,
} from '../../__testUtils__/renderInbox';

jest.setTimeout(30_000);

const PATH = '/deliveries/delivery-1';

const showing = (given: Parameters<typeof deliveryDetail>[0]) => {
  const api = fakeApi();
  api.getDelivery.mockResolvedValue(deliveryDetail(given));
  return api;
};

const sentence = () => screen.findByRole('heading', { level: 2 });

describe.each(INBOX_SYSTEMS)(
  'a delivery in the %s frontend system',
  (_, render) => {
    it('shows what came and what was made of it', async () => {
      const { container } = await render({
        path: PATH,
        api: showing({
          evidence: [evidence({ link: 'https://registry.acme.test/1' })],
          releases: [
            { component: 'component:default/payments', digest: DIGEST },
          ],
          headers: { 'content-type': 'application/json' },
        }),
      });
      expect(await sentence()).toHaveTextContent(
        'One record of evidence was read out of this delivery of registry.',
      );
      const [row] = rowsOf('What was read out of it');
      expect(row).toHaveTextContent('ghcr.io/acme/payments:1.4.2 was pushed');
      for (const name of [
        'Release of payments',
        'Release sha256:abababab…ab',
      ]) {
        expect(within(row).getByRole('link', { name })).toHaveAttribute(
          'href',
          `/catalog/default/component/payments/release-evidence/releases/${encodeURIComponent(
            DIGEST,
          )}`,
        );
      }
      expect(
        screen.getByRole('region', { name: 'Headers that were kept' }),
      ).toHaveTextContent('content-typeapplication/json');
      expect(
        await screen.findByLabelText('Body of the delivery'),
      ).toHaveTextContent('{ "events": [] }');
      expect(screen.getByText('33'.repeat(32))).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });

    it('that is dead shows its error and what to do', async () => {
      const { container } = await render({ path: PATH, api: showing(DEAD) });
      expect(await sentence()).toHaveTextContent(
        'This delivery of registry is dead after 8 attempts.',
      );
      expect(screen.getByText('The disk is full')).toBeVisible();
      expect(screen.getByText(/Mend what the error names/)).toBeVisible();
      expect(await axe(container)).toHaveNoViolations();
    });
  },
);

describe('a delivery', () => {
  it.each<[Parameters<typeof deliveryDetail>[0], string]>([
    [
      { status: 'ignored', reason: 'There is no release evidence in it.' },
      'Nothing was read out of this delivery of registry: there is no release evidence in it.',
    ],
    [
      { status: 'pending', attempts: 0 },
      'This delivery of registry waits to be read.',
    ],
    [
      { ...DEAD, status: 'pending', attempts: 3 },
      'This delivery of registry failed 3 times and will be tried again.',
    ],
  ])('says of %j what became of it', async (given, words) => {
    await renderInbox({ path: PATH, api: showing(given) });
    expect(await sentence()).toHaveTextContent(words);
  });

  it.each([
    ['importer', 'by user:default/ada, on whose word it stands'],
    [
      'sender',
      'by user:default/ada; the recording had the sender’s credential',
    ],
  ] as const)(
    'that was imported says on whose word: %s',
    async (proof, words) => {
      await renderInbox({
        path: PATH,
        api: showing({ imported: { by: 'user:default/ada', proof } }),
      });
      expect(await screen.findByText(words)).toBeVisible();
    },
  );

  it.each([
    ['is gone', 404, 'NotFoundError'],
    ['has no such id', 400, 'InputError'],
  ])('that %s leads back', async (_, status, name) => {
    const api = fakeApi();
    api.getDelivery.mockRejectedValue(await refusal(status, name));
    await renderInbox({ path: PATH, api });
    expect(await screen.findByText('There is no such delivery')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Inbox' })).toHaveAttribute(
      'href',
      '/release-evidence/inbox',
    );
  });

  it('that may not be seen says which permission is needed', async () => {
    const api = fakeApi();
    api.getDelivery.mockRejectedValue(await refusal(403, 'NotAllowedError'));
    await renderInbox({ path: PATH, api });
    expect(
      await screen.findByText(/release-evidence\.delivery\.read/),
    ).toBeVisible();
  });
});

describe('a replay', () => {
  afterEach(() => jest.useRealTimers());

  it('is seen from pending to done', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = showing(DEAD);
    await renderInbox({ path: PATH, api });
    api.replayDelivery.mockImplementation(async () => {
      const pending = deliveryDetail({ status: 'pending', attempts: 0 });
      api.getDelivery.mockResolvedValue(pending);
      return pending;
    });
    await user.click(await screen.findByRole('button', { name: 'Replay' }));
    expect(await screen.findByText('Pending')).toBeVisible();
    expect(screen.getByText('Replaying')).toBeVisible();
    expect(api.replayDelivery).toHaveBeenCalledWith('delivery-1');

    api.getDelivery.mockResolvedValue(deliveryDetail());
    await act(() => jest.advanceTimersByTimeAsync(1_100));
    expect(screen.getByText('Replayed: Done')).toBeVisible();
  });

  it('that fails says why', async () => {
    const api = showing(DEAD);
    api.replayDelivery.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'The store is down'),
    );
    await renderInbox({ path: PATH, api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Replay' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It could not be replayed: The store is down',
    );
  });
});
