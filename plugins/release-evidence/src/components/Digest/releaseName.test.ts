import { mainTag, otherTags, releaseName } from './releaseName';

const now = (name: string) => ({
  name,
  from: '2026-10-01T10:00:00Z',
  to: null,
});
const before = (name: string) => ({ ...now(name), to: '2026-10-02T10:00:00Z' });

describe('mainTag', () => {
  it.each([
    ['a version before a word', [now('latest'), now('1.4.2')], '1.4.2'],
    ['a word when there is no version', [now('latest')], 'latest'],
    [
      'a tag that holds before one that does not',
      [before('1.4.2'), now('edge')],
      'edge',
    ],
    ['the last one that did', [before('1.4.1'), before('1.4.2')], '1.4.2'],
    ['nothing without tags', [], null],
  ])('prefers %s', (_, tags, expected) => {
    expect(mainTag(tags)).toBe(expected);
  });
});

describe('otherTags', () => {
  it('are those that hold now, but for the main one', () => {
    expect(
      otherTags([now('latest'), now('1.4.2'), now('1.4'), before('edge')]),
    ).toEqual(['latest', '1.4']);
  });
});

describe('releaseName', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;
  it.each([
    ['its tag', '1.4.2', '1.4.2'],
    ['its digest in short', null, 'sha256:abababab…ab'],
  ])('is %s', (_, tag, expected) => {
    expect(releaseName({ tag, digest })).toBe(expected);
  });
});
