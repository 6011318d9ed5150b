import type {
  Level,
  RequirementResult,
} from 'backstage-plugin-release-evidence-common';
import { control, requirement } from '../../__testUtils__/fixtures';
import { stepsOfControls } from './matrixSteps';

function stepsOf(level: Level, better?: RequirementResult[]) {
  return stepsOfControls([
    control('artifact-identity', level, better ? { better } : {}),
  ])[0].steps;
}

describe('stepsOfControls', () => {
  it.each<[Level, string[]]>([
    ['none', ['next', 'later', 'later']],
    ['minimum', ['reached', 'next', 'later']],
    ['better', ['reached', 'reached', 'next']],
    ['strong', ['reached', 'reached', 'reached']],
  ])('draws a control at %s as %s', (level, states) => {
    expect(stepsOf(level).map(({ state }) => state)).toEqual(states);
  });

  it('counts what evidence speaks against apart from what lacks evidence', () => {
    const [, step] = stepsOf('minimum', [
      requirement('met'),
      requirement('unknown'),
      requirement('not-met'),
      requirement('not-met'),
    ]);
    expect(step).toMatchObject({ total: 4, notMet: 2, unknown: 1 });
  });

  it('does not count a cell that is met above one that is not', () => {
    const [, step] = stepsOf('none', [requirement('met')]);
    expect(step).toMatchObject({ state: 'later', notMet: 0, unknown: 0 });
  });
});
