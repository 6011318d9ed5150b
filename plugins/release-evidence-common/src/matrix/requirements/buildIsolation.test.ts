import type { Status } from '../../vocabulary/assessment';
import type { ReleaseFacts } from '../../vocabulary/release';
import { facts, job, requirement, run } from '../../__testUtils__/facts';

type Row = [
  what: string,
  change: Partial<ReleaseFacts>,
  status: Status,
  why: RegExp,
];

const check = (id: string, rows: Row[]) =>
  describe(`${id}`, () => {
    it.each(rows)('%s', (_what, change, status, why) => {
      const result = requirement(id, facts(change));
      expect(result.reason).toMatch(why);
      expect(result.status).toBe(status);
    });
  });

const noRun: Row = ['no run', { runs: [] }, 'unknown', /not known/];
const guessedRun: Row = [
  'a guessed run raises nothing',
  { runs: [run({ binding: 'inferred' })] },
  'unknown',
  /not known/,
];
const onGroup = (group: string | null, ephemeral: boolean | null = null) => ({
  runs: [
    run({
      jobs: [job({ runner: { ...job().runner!, group, ephemeral } })],
    }),
  ],
});

check('run-succeeded', [
  ['succeeded', {}, 'met', /Run 17 succeeded/],
  [
    'failed',
    { runs: [run({ conclusion: 'failure' })] },
    'not-met',
    /ended as failure/,
  ],
  [
    'still running',
    { runs: [run({ status: 'running', conclusion: null })] },
    'unknown',
    /was not reported/,
  ],
  [
    'ended, but how is not told',
    { runs: [run({ conclusion: null })] },
    'unknown',
    /was not reported/,
  ],
  [
    'one of two that cannot be told apart failed',
    { runs: [run(), run({ run: '18', conclusion: 'cancelled' })] },
    'not-met',
    /Run 18 ended as cancelled/,
  ],
  [
    'a weaker candidate does not matter',
    {
      runs: [
        run(),
        run({ run: '18', conclusion: 'failure', binding: 'declared' }),
      ],
    },
    'met',
    /Run 17 succeeded/,
  ],
  noRun,
  guessedRun,
]);

check('run-not-from-fork', [
  ['a push of the own repository', {}, 'met', /own code on push/],
  [
    'pull_request_target',
    { runs: [run({ event: 'pull_request_target' })] },
    'not-met',
    /pull_request_target/,
  ],
  [
    'a fork',
    { runs: [run({ headRepository: 'github.com/mallory/payments' })] },
    'not-met',
    /fork github.com\/mallory/,
  ],
  [
    'nobody says whose code it was',
    { runs: [run({ headRepository: null })] },
    'unknown',
    /Whose code/,
  ],
  noRun,
  guessedRun,
]);

check('runner-recorded', [
  ['recorded', {}, 'met', /group release-builders/],
  ['no job', { runs: [run({ jobs: [] })] }, 'unknown', /names its runner/],
  [
    'a job that never got a runner',
    { runs: [run({ jobs: [job({ runner: null })] })] },
    'unknown',
    /names its runner/,
  ],
  noRun,
]);

check('dedicated-or-ephemeral-runner', [
  ['a dedicated group', {}, 'met', /group release-builders/],
  ['an ephemeral runner', onGroup('Default', true), 'met', /group Default/],
  ['a shared group', onGroup('Default'), 'not-met', /no dedicated group/],
  [
    'the vendor’s machines',
    onGroup('GitHub Actions'),
    'not-met',
    /no dedicated/,
  ],
  ['no group', onGroup(null), 'not-met', /runner builder-3/],
  [
    'one job on a shared runner',
    {
      runs: [
        run({
          jobs: [
            job(),
            job({
              job: '71',
              name: 'sign',
              runner: { ...job().runner!, group: 'Default' },
            }),
          ],
        }),
      ],
    },
    'not-met',
    /Job sign/,
  ],
  ['no runner', { runs: [run({ jobs: [] })] }, 'unknown', /not recorded/],
  noRun,
]);

check('builder-verified', [['nothing attested', {}, 'unknown', /No verified/]]);
check('builder-hardened', [['nothing attested', {}, 'unknown', /No verified/]]);
