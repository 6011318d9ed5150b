import { nextLevel, stepsOf } from './level';

describe('stepsOf', () => {
  it.each([
    ['none', 1],
    ['minimum', 2],
    ['better', 3],
    ['strong', 4],
  ] as const)('fills for %s %d of four', (level, steps) => {
    expect(stepsOf(level)).toBe(steps);
  });
});

describe('nextLevel', () => {
  it.each([
    ['none', 'minimum'],
    ['minimum', 'better'],
    ['better', 'strong'],
    ['strong', undefined],
  ] as const)('is above %s %s', (level, next) => {
    expect(nextLevel(level)).toBe(next);
  });
});
