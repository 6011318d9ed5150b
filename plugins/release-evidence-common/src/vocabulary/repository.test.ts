import { parseCommit, parseRepository } from './repository';

describe('parseRepository', () => {
  it.each([
    ['https://github.com/Acme/Payments', 'github.com/acme/payments'],
    ['https://github.com/acme/payments.git', 'github.com/acme/payments'],
    [
      'git+https://github.com/acme/payments@refs/heads/main',
      'github.com/acme/payments',
    ],
    ['git@github.com:acme/payments.git', 'github.com/acme/payments'],
    ['ssh://git@github.com/acme/payments', 'github.com/acme/payments'],
    ['https://token@github.com/acme/payments/', 'github.com/acme/payments'],
    ['github.com/acme/payments', 'github.com/acme/payments'],
    ['https://gitlab.com/a/b/c', 'gitlab.com/a/b/c'],
    ['https://git.acme.test:8443/a/b', 'git.acme.test:8443/a/b'],
  ])('reads %s', (given, expected) => {
    expect(parseRepository(given)).toBe(expected);
  });

  it.each(['', 'payments', 'acme/payments', 'https://github.com/', 7, null])(
    'refuses %p',
    given => {
      expect(parseRepository(given)).toBeUndefined();
    },
  );
});

describe('parseCommit', () => {
  it.each([
    ['a'.repeat(40), 'a'.repeat(40)],
    ['A'.repeat(40), 'a'.repeat(40)],
    ['a'.repeat(64), 'a'.repeat(64)],
    ['a'.repeat(7), undefined],
    ['0'.repeat(40), undefined],
    ['g'.repeat(40), undefined],
    [null, undefined],
  ])('%s', (given, expected) => {
    expect(parseCommit(given)).toBe(expected);
  });
});
