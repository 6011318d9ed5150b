import { environment, OTHER_DIGEST } from '../../__testUtils__/fixtures';
import { driftOf } from './drift';

const THIRD_DIGEST = `sha256:${'ef'.repeat(32)}`;
const newer = { digest: OTHER_DIGEST, tag: '1.5.0', level: 'none' } as const;

describe('driftOf', () => {
  it.each([
    ['nothing while all agree', {}, []],
    [
      'the latest release that does not run',
      { drift: true, latest: newer },
      [{ kind: 'latest', digest: OTHER_DIGEST, tag: '1.5.0' }],
    ],
    [
      'the approved release before the latest',
      { drift: true, latest: newer, approved: { digest: THIRD_DIGEST } },
      [
        { kind: 'approved', digest: THIRD_DIGEST, tag: null },
        { kind: 'latest', digest: OTHER_DIGEST, tag: '1.5.0' },
      ],
    ],
    [
      'a release once that is both',
      { drift: true, latest: newer, approved: { digest: OTHER_DIGEST } },
      [{ kind: 'approved', digest: OTHER_DIGEST, tag: '1.5.0' }],
    ],
    [
      'nothing where nothing runs',
      { drift: true, running: null, latest: newer },
      [],
    ],
  ])('names %s', (_, given, drifts) => {
    expect(driftOf(environment(given))).toEqual(drifts);
  });
});
