import { globToRegExp, ruleCovers } from './branchRule';

describe('globToRegExp', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'maintenance', false],
    ['main', 'xmain', false],
    ['release/*', 'release/1', true],
    ['release/*', 'release/1/2', false],
    ['release/**', 'release/1/2', true],
    ['v?', 'v1', true],
    ['v?', 'v/', false],
    ['a.b', 'axb', false],
    ['a+(b)[c]', 'a+(b)[c]', true],
    ['', '', true],
  ])('%s against %s is %s', (glob, text, expected) => {
    expect(globToRegExp(glob).test(text)).toBe(expected);
  });
});

describe('ruleCovers', () => {
  it.each([
    [['main'], [], 'main', true],
    [['refs/heads/main'], [], 'main', true],
    [['~ALL'], ['main'], 'main', false],
    [['~DEFAULT_BRANCH'], [], 'main', true],
    [['~DEFAULT_BRANCH'], [], 'topic', false],
    [[], [], 'main', false],
  ])('%j without %j covers %s: %s', (includes, excludes, branch, expected) => {
    expect(ruleCovers({ includes, excludes }, branch, 'main')).toBe(expected);
  });
});
