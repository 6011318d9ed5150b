import type { ReleaseDocument } from 'backstage-plugin-release-evidence-common';
import {
  assessment,
  control,
  deployment,
  releaseDocument,
  requirement,
} from '../../__testUtils__/fixtures';
import { englishTexts } from '../../__testUtils__/texts';
import { detailSentence } from './detailSentence';

const t = englishTexts();

const sentence = (given: Partial<ReleaseDocument>) =>
  detailSentence(t, releaseDocument(given));

describe('detailSentence', () => {
  it('says where it is and how much the next level awaits', () => {
    expect(sentence({})).toBe(
      '1.4.2 was deployed to production, at Better; Strong awaits evidence for 4 of 4 requirements.',
    );
  });

  it('counts only the level that comes next for the release', () => {
    const controls = [
      control('source-protection', 'none', {
        minimum: [requirement('met'), requirement('unknown')],
      }),
      control('artifact-identity', 'strong'),
    ];
    expect(sentence({ assessment: assessment(controls) })).toBe(
      '1.4.2 was deployed to production, below Minimum; Minimum awaits evidence for 1 of 5 requirements.',
    );
  });

  it('puts what evidence speaks against first', () => {
    const controls = [
      control('deployment-approval', 'none', {
        minimum: [
          requirement('unknown'),
          requirement('not-met', { reason: 'It was deployed unapproved.' }),
        ],
      }),
    ];
    expect(sentence({ assessment: assessment(controls) })).toBe(
      '1.4.2 was deployed to production, below Minimum. Minimum is not met: It was deployed unapproved.',
    );
  });

  it('asks for nothing more at the top', () => {
    const top = assessment();
    expect(sentence({ assessment: { ...top, level: 'strong' } })).toBe(
      '1.4.2 was deployed to production, at Strong.',
    );
  });

  it.each([
    ['pending', '1.4.2 waits for deployment to production'],
    ['started', '1.4.2 is being deployed to production'],
    ['failed', '1.4.2 failed to deploy to production'],
    ['rolled-back', '1.4.2 was rolled back in production'],
    ['inactive', '1.4.2 no longer runs in production'],
  ] as const)('knows a deployment that is %s', (status, beginning) => {
    expect(
      sentence({ deployments: [deployment({ status })] }).startsWith(beginning),
    ).toBe(true);
  });

  it('looks only at the environment that is scored', () => {
    expect(
      sentence({ deployments: [deployment({ environment: 'staging' })] }),
    ).toContain('1.4.2 is not deployed to production');
  });

  it('does not judge what nobody scored', () => {
    expect(sentence({ assessment: null })).toBe(
      '1.4.2 is not scored: no environment is configured to score it for.',
    );
  });
});
