import { screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import { fakeApi } from '../../__testUtils__/fakeApi';
import {
  DEAD,
  deliveryDetail,
  health,
  source,
} from '../../__testUtils__/inboxFixtures';
import { INBOX_SYSTEMS } from '../../__testUtils__/renderInbox';

jest.setTimeout(30_000);

const denied = [
  'release-evidence.delivery.replay',
  'release-evidence.delivery.import',
];

describe.each(INBOX_SYSTEMS)(
  'whoever may only look, in the %s frontend system,',
  (_, render) => {
    it('is told who may replay all and import', async () => {
      const api = fakeApi();
      api.getHealth.mockResolvedValue(
        health([source({ status: 'failing', dead: 2 })]),
      );
      const { container } = await render({ api, denied });
      await screen.findByText(/delivery\.replay is needed/);
      for (const [name, permission] of [
        [/^Replay all/, /delivery\.replay/],
        ['Import deliveries', /delivery\.import/],
      ] as const) {
        const button = screen.getByRole('button', { name });
        expect(button).toBeDisabled();
        expect(button).toHaveAccessibleDescription(permission);
      }
      expect(await axe(container)).toHaveNoViolations();
    });

    it('is told who may replay a delivery', async () => {
      const api = fakeApi();
      api.getDelivery.mockResolvedValue(deliveryDetail(DEAD));
      await render({ api, denied, path: '/deliveries/delivery-1' });
      await screen.findByText(/delivery\.replay is needed/);
      expect(screen.getByRole('button', { name: 'Replay' })).toBeDisabled();
    });
  },
);
