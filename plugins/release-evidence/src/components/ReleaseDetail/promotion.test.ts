import { approval, deployment, evidence } from '../../__testUtils__/fixtures';
import { lastDecision, lastDeployment } from './promotion';

const report = (id: string, hour: string) =>
  evidence({ id, occurredAt: `2026-10-01T${hour}:00:00.000Z` });

describe('lastDeployment', () => {
  const older = deployment({
    deployment: 'older',
    status: 'inactive',
    evidence: ['older-started', 'older-ended'],
  });
  const newer = deployment({
    deployment: 'newer',
    evidence: ['newer-started'],
  });
  const release = {
    approvals: [],
    deployments: [newer, older],
    evidence: [
      report('older-started', '08'),
      report('newer-started', '09'),
      report('older-ended', '10'),
    ],
  };

  it('goes by the beginning, not by the last report', () => {
    expect(lastDeployment(release, 'production')?.deployment).toBe('newer');
  });

  it('keeps to the environment', () => {
    expect(lastDeployment(release, 'staging')).toBeUndefined();
  });

  it('takes any environment when none is asked for', () => {
    expect(lastDeployment(release, undefined)?.deployment).toBe('newer');
  });
});

describe('lastDecision', () => {
  const at = (hour: string) => `2026-10-01T${hour}:00:00.000Z`;
  it.each([
    [
      'a decision before a later request',
      [
        approval({ decision: 'approved', at: at('08') }),
        approval({ decision: 'requested', at: at('09') }),
      ],
      'approved',
    ],
    [
      'the last decision',
      [
        approval({ decision: 'rejected', at: at('09') }),
        approval({ decision: 'approved', at: at('08') }),
      ],
      'rejected',
    ],
    [
      'a request when nothing is decided',
      [approval({ decision: 'requested', at: at('08') })],
      'requested',
    ],
    [
      'nothing of another environment',
      [approval({ environment: 'staging' })],
      undefined,
    ],
  ])('takes %s', (_, approvals, decision) => {
    expect(
      lastDecision({ approvals, deployments: [], evidence: [] }, 'production')
        ?.decision,
    ).toBe(decision);
  });
});
