import { COMMIT, problem, understood } from '../__testUtils__/reading';

const sarifRun = (changes: object = {}) => ({
  tool: {
    driver: {
      name: 'CodeQL',
      rules: [
        { id: 'plain' },
        { id: 'grave', properties: { 'security-severity': '9.8' } },
        { id: 'mild', defaultConfiguration: { level: 'note' } },
      ],
    },
  },
  results: [],
  ...changes,
});

const sarif = (...runs: object[]) => ({ version: '2.1.0', runs });

const result = (changes: object) => ({ message: { text: 'x' }, ...changes });

describe('SARIF', () => {
  it('counts results by the severity of their rules', () => {
    const document = sarif(
      sarifRun({
        results: [
          result({ ruleId: 'plain' }),
          result({ ruleId: 'plain', level: 'error' }),
          result({ ruleIndex: 1 }),
          result({ rule: { id: 'grave' }, level: 'note' }),
          result({ ruleId: 'mild' }),
          result({ ruleId: 'unheard of' }),
        ],
      }),
    );
    expect(understood(document).contents).toMatchObject([
      {
        check: 'static-analysis',
        tool: 'CodeQL',
        outcome: 'unknown',
        defects: { critical: 2, high: 1, medium: 2, low: 1, unknown: 0 },
      },
    ]);
  });

  it('leaves out what is suppressed, gone or no failure', () => {
    const document = sarif(
      sarifRun({
        results: [
          result({ suppressions: [{ kind: 'inSource' }] }),
          result({ suppressions: [{ kind: 'external', status: 'accepted' }] }),
          result({ suppressions: [{ kind: 'external', status: 'rejected' }] }),
          result({ suppressions: [] }),
          result({ kind: 'pass', level: 'none' }),
          result({ baselineState: 'absent' }),
        ],
      }),
    );
    expect(understood(document).contents).toMatchObject([
      { defects: { medium: 2, high: 0, low: 0 } },
    ]);
  });

  it('is a check for each run, about the commit that was scanned', () => {
    const run = sarifRun({
      automationDetails: { id: 'nightly/' },
      versionControlProvenance: [
        {
          repositoryUri: 'https://github.com/Acme/Payments.git',
          revisionId: COMMIT,
        },
      ],
      invocations: [
        { executionSuccessful: true, endTimeUtc: '2026-02-03T04:05:06Z' },
      ],
    });
    const stopped = sarifRun({ invocations: [{ executionSuccessful: false }] });
    expect(understood(sarif(run, stopped)).contents).toMatchObject([
      {
        name: 'nightly/',
        at: '2026-02-03T04:05:06.000Z',
        outcome: 'passed',
        subjects: [
          {
            name: 'github.com/acme/payments',
            digests: [],
            commit: COMMIT,
            purl: null,
          },
        ],
      },
      { name: 'CodeQL', outcome: 'failed', subjects: [] },
    ]);
    expect(understood(sarif()).contents).toEqual([]);
  });

  it.each([
    ['version', { version: '2.0.0', runs: [] }, '/version'],
    ['a run without a tool', sarif({ results: [] }), '/runs/0/tool'],
    ['a run that is none', { version: '2.1.0', runs: [1] }, '/runs/0'],
    [
      'a result without a message',
      sarif(sarifRun({ results: [{}] })),
      '/runs/0/results/0/message',
    ],
    [
      'a level',
      sarif(sarifRun({ results: [result({ level: 'bad' })] })),
      '/runs/0/results/0/level',
    ],
    ['an unknown field', sarif(sarifRun({ nmae: 1 })), '/runs/0/nmae'],
  ])('refuses a wrong %s', (_, document, field) => {
    expect(problem(document).field).toBe(field);
  });
});
