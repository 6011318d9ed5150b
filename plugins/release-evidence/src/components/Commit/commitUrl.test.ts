import { commitUrl } from './commitUrl';

describe('commitUrl', () => {
  it.each([
    ['github.com/acme/payments', 'https://github.com/acme/payments/commit/abc'],
    ['gitlab.acme.test/a/b/c', 'https://gitlab.acme.test/a/b/c/-/commit/abc'],
    ['forge.acme.test/acme/payments', undefined],
  ])('of %s is %s', (repository, url) => {
    expect(commitUrl({ repository, commit: 'abc' })).toBe(url);
  });
});
