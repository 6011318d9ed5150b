import { matchesWhole } from './pattern';

const RELEASE =
  'https://github.com/acme/payments/.github/workflows/release.yml@refs/heads/main';

describe('a pattern', () => {
  it.each([
    [RELEASE, RELEASE],
    [RELEASE.replace('payments', '*'), RELEASE],
    ['https://github.com/acme/**', RELEASE],
    [
      'https://github.com/acme/build/b.yml@refs/tags/v*',
      'https://github.com/acme/build/b.yml@refs/tags/v1.2',
    ],
  ])('%s matches %s', (pattern, text) => {
    expect(matchesWhole(pattern, text)).toBe(true);
  });

  it.each([
    ['a part of it', 'acme/payments/.github/workflows', RELEASE],
    ['with more behind', RELEASE, `${RELEASE}-evil`],
    ['with more before', RELEASE, `https://evil.example/${RELEASE}`],
    [
      'another segment',
      'https://github.com/*/release.yml@refs/heads/main',
      RELEASE,
    ],
    ['any character for a point', 'a.c', 'abc'],
    ['a line break', 'a', 'a\n'],
    ['nothing', '', RELEASE],
  ])('does not match %s', (_, pattern, text) => {
    expect(matchesWhole(pattern, text)).toBe(false);
  });
});
