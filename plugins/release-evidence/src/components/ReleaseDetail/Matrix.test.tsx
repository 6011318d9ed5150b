import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  assessment,
  control,
  releaseDocument,
  requirement,
} from '../../__testUtils__/fixtures';
import { region, renderDetail } from '../../__testUtils__/renderDetail';

jest.setTimeout(30_000);

beforeAll(() => {
  // jsdom has no layout to scroll in.
  Element.prototype.scrollIntoView = jest.fn();
});

describe('the controls', () => {
  const release = {
    assessment: assessment([
      control('artifact-identity', 'minimum', {
        better: [
          requirement('not-met', {
            title: 'An SBOM names this digest',
            reason: 'It named another on 2026-10-01T10:00:00.000Z.',
            remedy: 'Upload one for this digest.',
            evidence: ['ev-artifact'],
          }),
          requirement('met'),
        ],
        strong: [requirement('not-met'), requirement('unknown')],
      }),
      control('build-isolation', 'none', { better: [requirement('met')] }),
    ]),
  };

  it('are four rows of three steps', async () => {
    await renderDetail({ release });
    expect(
      region('Control matrix')
        .getAllByRole('button', { expanded: false })
        .map(cell => cell.getAttribute('aria-label')),
    ).toEqual([
      'Source protection, Minimum: Reached',
      'Source protection, Better: Reached',
      'Source protection, Strong, the next step: 1 of 1 unknown',
      'Build isolation, Minimum, the next step: 1 of 1 unknown',
      'Build isolation, Better: Met, counts later',
      'Build isolation, Strong: 1 of 1 unknown',
      'Artifact identity, Minimum: Reached',
      'Artifact identity, Better, the next step: 1 of 2 not met',
      'Artifact identity, Strong: 1 not met, 1 unknown',
      'Deployment approval, Minimum: Reached',
      'Deployment approval, Better: Reached',
      'Deployment approval, Strong, the next step: 1 of 1 unknown',
    ]);
  });

  it('open the requirements of a cell, with reason, remedy and proof', async () => {
    const { container } = await renderDetail({ release });
    const cell = screen.getByRole('button', {
      name: /Artifact identity, Better/,
    });
    expect(screen.getByText('An SBOM names this digest')).not.toBeVisible();
    await userEvent.click(cell);
    expect(cell).toHaveAttribute('aria-expanded', 'true');
    const [item] = region('Control matrix').getAllByRole('listitem');
    expect(within(item).getByText('Not met')).toBeVisible();
    expect(within(item).getByText('An SBOM names this digest')).toBeVisible();
    expect(item).toHaveTextContent(/It named another on .*2026.*\d\d:00/);
    expect(item).toHaveTextContent('Upload one for this digest.');
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(cell);
    expect(screen.getByText('An SBOM names this digest')).not.toBeVisible();
  });

  it('open and close from the keyboard', async () => {
    await renderDetail({ release });
    const cell = screen.getByRole('button', {
      name: /Artifact identity, Better/,
    });
    while (document.activeElement !== cell) {
      await userEvent.tab();
      expect(document.body).not.toHaveFocus();
    }
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('An SBOM names this digest')).toBeVisible();
    await userEvent.keyboard(' ');
    expect(screen.getByText('An SBOM names this digest')).not.toBeVisible();
  });

  it('follow new evidence without a reload, the open cell staying open', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const { api } = await renderDetail({ release });
      await userEvent
        .setup({ advanceTimers: jest.advanceTimersByTime })
        .click(
          screen.getByRole('button', { name: /Artifact identity, Better/ }),
        );
      api.getRelease.mockResolvedValue(
        releaseDocument({
          assessment: assessment([
            control('artifact-identity', 'better', {
              better: [requirement('met', { title: 'An SBOM came in' })],
            }),
          ]),
        }),
      );
      await act(() => jest.advanceTimersByTimeAsync(5_000));
      expect(
        screen.getByRole('button', {
          name: 'Artifact identity, Better: Reached',
        }),
      ).toHaveAttribute('aria-expanded', 'true');
      expect(screen.getByText('An SBOM came in')).toBeVisible();
    } finally {
      jest.useRealTimers();
    }
  });

  it('lead to a record, also past a filter, and take the keyboard there', async () => {
    await renderDetail({ release, search: '?stage=source' });
    await userEvent.click(
      screen.getByRole('button', { name: /Artifact identity, Better/ }),
    );
    await userEvent.click(
      region('Control matrix').getByRole('link', { name: /was pushed/ }),
    );
    await waitFor(() =>
      expect(document.activeElement).toHaveAttribute(
        'id',
        'evidence-ev-artifact',
      ),
    );
    expect(document.activeElement).toBeVisible();
    expect(region('Timeline').getAllByRole('listitem')).toHaveLength(5);
  });
});
