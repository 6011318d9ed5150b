import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { COMPONENTS, history, HistoryStep } from '../__testUtils__/history';
import { createPipeline, Pipeline } from '../__testUtils__/pipeline';

jest.setTimeout(600_000);

const deliver = (pipeline: Pipeline, step: HistoryStep) =>
  step.source === 'github'
    ? pipeline.github(step.event)
    : pipeline.registry(step.events);

/** What may happen between two deliveries. */
type Turn = {
  step: HistoryStep;
  then: 'nothing' | 'inbox' | 'scoring' | 'both';
};

/** The steps in another order, some twice, with work done in between. */
const disturbed = (steps: HistoryStep[]) =>
  fc
    .tuple(
      fc.shuffledSubarray(steps, { minLength: steps.length }),
      fc.shuffledSubarray(steps),
    )
    .chain(([all, repeats]) =>
      fc.shuffledSubarray([...all, ...repeats], {
        minLength: all.length + repeats.length,
      }),
    )
    .chain(order =>
      fc
        .array(fc.constantFrom('nothing', 'inbox', 'scoring', 'both'), {
          minLength: order.length,
          maxLength: order.length,
        })
        .map(thens =>
          order.map(
            (step, index): Turn => ({
              step,
              then: thens[index] as Turn['then'],
            }),
          ),
        ),
    );

const cases = history.chain(steps =>
  fc.record({
    steps: fc.constant(steps),
    turns: disturbed(steps),
    registerAfter: fc.nat({ max: steps.length }),
  }),
);

describe('the order of arrival', () => {
  const databases = TestDatabases.create();
  const runs = Number(process.env.ORDER_TEST_RUNS ?? 25);

  it.each(databases.eachSupportedId())(
    'does not change what a release is, on %s',
    async databaseId => {
      const run = async (work: (pipeline: Pipeline) => Promise<void>) => {
        const knex = await databases.init(databaseId);
        const pipeline = await createPipeline(knex, COMPONENTS);
        await work(pipeline);
        await pipeline.settle();
        const snapshot = await pipeline.snapshot();
        const [{ count }] = await knex('evidence').count({ count: '*' });
        await knex.destroy();
        return { snapshot, records: Number(count) };
      };

      await fc.assert(
        fc.asyncProperty(cases, async ({ steps, turns, registerAfter }) => {
          const straight = await run(async pipeline => {
            await pipeline.registerComponents();
            for (const step of steps) {
              await deliver(pipeline, step);
            }
          });
          const twisted = await run(async pipeline => {
            for (const [index, { step, then }] of turns.entries()) {
              if (index === registerAfter) {
                await pipeline.registerComponents();
              }
              await deliver(pipeline, step);
              if (then === 'inbox' || then === 'both') {
                await pipeline.workInbox();
              }
              if (then === 'scoring' || then === 'both') {
                await pipeline.workScoring();
              }
            }
            if (registerAfter >= turns.length) {
              await pipeline.registerComponents();
            }
          });
          expect(twisted).toEqual(straight);
          for (const release of straight.snapshot) {
            expect(release.stored).toEqual(release.fresh);
          }
        }),
        {
          numRuns: databaseId.startsWith('SQLITE') ? runs : Math.ceil(runs / 5),
        },
      );
    },
  );
});
