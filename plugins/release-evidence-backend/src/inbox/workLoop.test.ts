import { mockServices } from '@backstage/backend-test-utils';
import { WorkLoop } from './workLoop';

const soon = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('WorkLoop', () => {
  const begin = (
    step: (call: number) => Promise<boolean>,
    restMs?: () => number,
  ) => {
    const logger = mockServices.logger.mock();
    const at: number[] = [];
    const loop = new WorkLoop({
      name: 'The loop',
      logger,
      restMs,
      step: async () => {
        at.push(Date.now());
        return step(at.length);
      },
    });
    loop.start();
    return { loop, at, logger };
  };

  it('works until there is nothing, and again when it is nudged', async () => {
    const { loop, at } = begin(async call => call < 3);
    await soon(100);
    expect(at).toHaveLength(3);
    loop.nudge();
    await soon(100);
    expect(at).toHaveLength(4);
    await loop.stop();
  });

  it('forgets no nudge that comes during a step', async () => {
    const { loop, at } = begin(async () => {
      await soon(50);
      return false;
    });
    await soon(20);
    loop.nudge();
    await soon(100);
    expect(at).toHaveLength(2);
    await loop.stop();
  });

  it('rests between steps with work, whoever nudges', async () => {
    const { loop, at } = begin(
      async call => call < 3,
      () => 80,
    );
    const nudging = setInterval(() => loop.nudge(), 5);
    await soon(250);
    clearInterval(nudging);
    await loop.stop();
    expect(at[1] - at[0]).toBeGreaterThanOrEqual(75);
    expect(at[2] - at[1]).toBeGreaterThanOrEqual(75);
  });

  it('says what went wrong and goes on', async () => {
    const { loop, at, logger } = begin(async () => {
      throw new Error('no connection');
    });
    await soon(50);
    loop.nudge();
    await soon(50);
    await loop.stop();
    expect(at).toHaveLength(2);
    expect(logger.warn).toHaveBeenCalledWith(
      'The loop could not work: no connection',
    );
  });
});
