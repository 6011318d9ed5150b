import { parseDigest, shortDigest } from './digest';

describe('parseDigest', () => {
  it.each([
    `sha256:${'0a'.repeat(32)}`,
    `sha384:${'0a'.repeat(48)}`,
    `sha512:${'0a'.repeat(64)}`,
  ])('reads %s', digest => {
    expect(parseDigest(digest)).toBe(digest);
  });

  it.each([
    ['a git commit behind sha256', `sha256:${'a'.repeat(40)}`],
    ['upper case', `sha256:${'A'.repeat(64)}`],
    ['no algorithm', 'a'.repeat(64)],
    ['another algorithm', `md5:${'a'.repeat(32)}`],
    ['the right length for another algorithm', `sha512:${'a'.repeat(64)}`],
    ['a tail', `sha256:${'a'.repeat(64)} `],
    ['a line break', `sha256:${'a'.repeat(64)}\n`],
    ['nothing', ''],
    ['no text', 7],
    ['a missing value', undefined],
  ])('refuses %s', (_what, value) => {
    expect(parseDigest(value)).toBeUndefined();
  });
});

describe('shortDigest', () => {
  it('keeps both ends', () => {
    expect(shortDigest(`sha256:${'ab'.repeat(31)}9f`)).toBe(
      'sha256:abababab…9f',
    );
  });
});
