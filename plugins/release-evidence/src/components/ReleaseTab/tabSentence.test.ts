import {
  DIGEST,
  environment,
  OTHER_DIGEST,
  summary,
} from '../../__testUtils__/fixtures';
import { englishTexts } from '../../__testUtils__/texts';
import { tabSentence } from './tabSentence';

const t = englishTexts();
const idle = { running: null, drift: false };

describe('tabSentence', () => {
  it.each([
    [
      'what runs in the last environment and what the next level asks',
      [environment({ environment: 'staging' }), environment()],
      '1.4.2 is in production at Better; Strong asks that a verified signature covers this digest.',
    ],
    [
      'that what runs is below Minimum',
      [
        environment({
          running: { ...environment().running!, level: 'none' },
          nextStep: {
            ...environment().nextStep!,
            level: 'minimum',
            requirement: 'The digest was recorded',
          },
        }),
      ],
      '1.4.2 is in production below Minimum; Minimum asks that the digest was recorded.',
    ],
    [
      'no next level at the top',
      [
        environment({
          running: { ...environment().running!, level: 'strong' },
          nextStep: null,
        }),
      ],
      '1.4.2 is in production at Strong.',
    ],
    [
      'that nothing runs in the last environment yet',
      [environment({ environment: 'staging' }), environment(idle)],
      '1.4.2 is in staging at Better; nothing is reported in production.',
    ],
    [
      'the latest release when nothing runs',
      [environment(idle)],
      '1.4.2 is the latest release, at Better for production; no deployment is reported.',
    ],
    [
      'a digest where there is no tag',
      [
        environment({
          ...idle,
          latest: { digest: OTHER_DIGEST, tag: null, level: 'none' },
        }),
      ],
      'sha256:cdcdcdcd…cd is the latest release, below Minimum for production; no deployment is reported.',
    ],
    [
      'that there is nothing to score for',
      [],
      '1.4.2 is the latest release; no environment is configured to score it for.',
    ],
  ])('says %s', (_, environments, sentence) => {
    expect(tabSentence(t, environments, summary({ digest: DIGEST }))).toBe(
      sentence,
    );
  });

  it('keeps special characters of names', () => {
    expect(
      tabSentence(t, [environment({ environment: 'r&d <eu>' })], undefined),
    ).toContain('is in r&d <eu> at Better');
  });

  it('says nothing of nothing', () => {
    expect(tabSentence(t, [], undefined)).toBeUndefined();
  });
});
