import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeApi, refusal } from '../../__testUtils__/fakeApi';
import { evidence } from '../../__testUtils__/fixtures';
import {
  records,
  region,
  renderDetail,
} from '../../__testUtils__/renderDetail';

jest.setTimeout(30_000);

describe('the timeline', () => {
  it('is in order and says what was received much later', async () => {
    await renderDetail();
    const items = region('Timeline').getAllByRole('listitem');
    expect(
      items.map(item => within(item).getByRole('link').textContent),
    ).toEqual([
      'lin pushed 1 commit to main',
      'Run 17 of Release succeeded',
      'ghcr.io/acme/payments:1.4.2 was pushed',
      'mira approved run 17 for production',
      'It was deployed to production',
    ]);
    expect(items[0]).toHaveTextContent(
      /ago, .*2026.*received 4 hours later\)$/,
    );
    expect(items[1]).not.toHaveTextContent('later');
  });
});

describe('the evidence', () => {
  const proven = evidence({
    id: 'ev-proven',
    class: 'attestation',
    subject: null,
    link: 'https://ci.acme.test/17',
    verification: {
      status: 'invalid',
      signer: 'release.yml@refs/heads/main',
      reason: 'The subject is another digest.',
      checks: {
        signature: { result: 'ok' },
        subject: { result: 'failed', reason: 'names sha256:cd' },
        signer: { result: 'ok' },
        builder: { result: 'not-checked' },
        source: { result: 'ok' },
      },
    },
  });

  it('tells subject, binding, sender and time', async () => {
    await renderDetail({ release: { evidence: [evidence()] } });
    const [item] = records();
    expect(
      within(item).getByRole('link', { name: 'Release sha256:abababab…ab' }),
    ).toBeVisible();
    expect(within(item).getByText('Authenticated')).toBeVisible();
    expect(within(item).getByText('registry')).toBeVisible();
    expect(item).toHaveTextContent(/Happened.*ago .*2026/);
    expect(within(item).getByText('ev-1')).toBeVisible();
  });

  it('tells what became of a signed statement, check by check', async () => {
    await renderDetail({ release: { evidence: [proven] } });
    const [item] = records();
    const facts = region('Evidence').getAllByRole('cell').pop()!;
    expect(within(facts).getByText('Invalid')).toBeVisible();
    expect(facts).toHaveTextContent('The subject is another digest.');
    expect(facts).toHaveTextContent('Subjectfailed: names sha256:cd');
    expect(facts).toHaveTextContent('Buildernot checked');
    expect(
      within(item).getByRole('link', { name: /Open at the sender/ }),
    ).toHaveAttribute('href', 'https://ci.acme.test/17');
  });

  it('stands by class, in the order of the chain', async () => {
    await renderDetail();
    expect(
      region('Evidence')
        .getAllByRole('rowheader')
        .map(header => header.textContent)
        .filter(text => /\(\d+\)$/.test(text!)),
    ).toEqual([
      'Source (1)',
      'Build (1)',
      'Artifact (1)',
      'Approvals (1)',
      'Deployments (1)',
    ]);
  });

  it('says how late a record was received', async () => {
    await renderDetail();
    const [late, prompt] = records();
    expect(late).toHaveTextContent('received 4 hours later');
    expect(prompt).not.toHaveTextContent('later');
  });

  it('shows the raw document when asked', async () => {
    const { api, container } = await renderDetail({
      release: { evidence: [evidence()] },
    });
    expect(api.getDeliveryBody).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Raw document' }));
    expect(
      await screen.findByLabelText(/^Raw document of ghcr/),
    ).toHaveTextContent('{ "events": [] }');
    expect(screen.getByText('33'.repeat(32))).toBeVisible();
    expect(api.getDeliveryBody).toHaveBeenCalledWith('delivery-1');
    expect(await axe(container)).toHaveNoViolations();
  });

  it.each([
    ['the permission is missing', 403, 'release-evidence.delivery.read'],
    ['it is no longer kept', 404, 'The delivery is no longer kept.'],
    ['the server is in trouble', 503, 'could not be loaded: Refused'],
  ])('says so when %s', async (_, status, words) => {
    const api = fakeApi();
    api.getDelivery.mockRejectedValue(await refusal(status, 'SomeError'));
    await renderDetail({ api, release: { evidence: [evidence()] } });
    await userEvent.click(screen.getByRole('button', { name: 'Raw document' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it('offers no raw document where no delivery is named', async () => {
    await renderDetail({
      release: { evidence: [evidence({ delivery: null })] },
    });
    expect(screen.queryByRole('button', { name: 'Raw document' })).toBeNull();
  });
});
