import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { evidence } from '../../__testUtils__/fixtures';
import {
  records,
  region,
  renderDetail,
} from '../../__testUtils__/renderDetail';

jest.setTimeout(30_000);

describe('the chain', () => {
  it('has five links with state, fact and number of records', async () => {
    await renderDetail({ release: { approvals: [], deployments: [] } });
    expect(
      region('Chain')
        .getAllByRole('button')
        .map(box => box.textContent),
    ).toEqual([
      'SourceRecordedCommit 01234567: Settle in the currency of the merchant1 record',
      'BuildRecordedRun 17 of Release succeeded1 record',
      'ArtifactRecordedghcr.io/acme/payments1 record',
      'ApprovalNot yetNo approval for production1 record',
      'DeploymentNot yetNot deployed to production1 record',
    ]);
  });

  it('narrows timeline and evidence to a link, and widens them again', async () => {
    await renderDetail();
    await userEvent.click(
      screen.getByRole('button', { name: /^Build ?Recorded/ }),
    );
    expect(
      screen.getByRole('button', { name: /^Build ?Recorded/ }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(region('Timeline').getAllByRole('listitem')).toHaveLength(1);
    expect(records()).toHaveLength(1);
    expect(region('Evidence').getByText('Only Build is shown.')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show everything' }),
    );
    expect(region('Timeline').getAllByRole('listitem')).toHaveLength(5);
    expect(records()).toHaveLength(5);
  });

  it('keeps the link in the URL', async () => {
    await renderDetail({ search: '?stage=approval' });
    expect(
      screen.getByRole('button', { name: /^Approval ?Recorded/ }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(region('Timeline').getAllByRole('listitem')).toHaveLength(1);
  });

  it('says so when nothing is recorded for a link', async () => {
    await renderDetail({
      release: { evidence: [evidence()] },
      search: '?stage=build',
    });
    expect(
      screen.getByText('Nothing is recorded for Build yet.'),
    ).toBeVisible();
    expect(screen.getByText('There is no such record yet.')).toBeVisible();
    expect(region('Evidence').queryByRole('table')).toBeNull();
  });
});
