import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, FakeApi, refusal } from '../../__testUtils__/fakeApi';
import { renderInbox } from '../../__testUtils__/renderInbox';

jest.setTimeout(30_000);

const recording = new File(['{"source":"github","body":{}}\n'], 'github.jsonl');

async function importing(api: FakeApi) {
  await renderInbox({ api });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Import deliveries' }),
  );
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.upload(dialog.getByLabelText('Choose a file'), recording);
  expect(dialog.getByText('github.jsonl, 30 bytes')).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Import' }));
  return dialog;
}

describe('the import', () => {
  it('loads a file, and says what became of its lines', async () => {
    const api = fakeApi();
    api.importDeliveries.mockResolvedValue({
      accepted: 17,
      duplicate: 3,
      failed: [{ line: 4, reason: 'source: missing' }],
      failedTotal: 101,
    });
    const dialog = await importing(api);
    const table = within(
      await dialog.findByRole('table', { name: 'Refused lines' }),
    );
    expect(table.getByRole('rowheader')).toHaveTextContent('4');
    expect(table.getByText('source: missing')).toBeVisible();
    expect(dialog.getByText('Accepted').nextSibling).toHaveTextContent('17');
    expect(dialog.getByText('Known already').nextSibling).toHaveTextContent(
      '3',
    );
    expect(dialog.getByText('Refused').nextSibling).toHaveTextContent('101');
    expect(dialog.getByText('Only the first 1 are shown.')).toBeVisible();
    expect(api.importDeliveries).toHaveBeenCalledWith(recording);
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
  });

  it('says why it failed', async () => {
    const api = fakeApi();
    api.importDeliveries.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'The store is down'),
    );
    const dialog = await importing(api);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The import failed: The store is down',
    );
  });
});
