import { cdEvent, DIGEST, Draft, PURL } from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

const time = { at: '2026-10-01T14:27:05.315Z', basis: 'event' };

const readEvent = (word: string, content: object = {}, draft: Draft = {}) =>
  read('cdevents', cdEvent(word, content, draft));

const nothingTold = {
  repository: null,
  commit: null,
  artifact: null,
  digest: null,
  tag: null,
  run: null,
};

const named = {
  ...nothingTold,
  artifact: 'ghcr.io/acme/payments',
  digest: DIGEST,
  tag: '1.4.2',
};

describe('a test', () => {
  const check = {
    ...nothingTold,
    kind: 'check',
    time,
    link: undefined,
    check: 'test',
    name: 'Login',
    tool: null,
    outcome: 'passed',
    defects: null,
  };

  it.each([
    ['testcaserun.finished', { testCase: { id: '9', name: 'Login' } }],
    ['testsuiterun.finished', { testSuite: { name: 'Login' } }],
  ])('that ended is a check: %s', (word, content) => {
    expect(readEvent(word, { ...content, outcome: 'success' })).toEqual([
      check,
    ]);
  });

  it('is tied to what it tested when that is told', () => {
    expect(
      readEvent(
        'testsuiterun.finished',
        { outcome: 'failure', testSuite: { id: 'login' } },
        { customData: { artifactId: PURL } },
      ),
    ).toEqual([{ ...check, ...named, name: 'login', outcome: 'failed' }]);
  });

  it.each([
    ['unit', 'test'],
    ['e2e', 'test'],
    ['security', 'security'],
    ['compliance', 'compliance'],
    ['performance', 'performance'],
    [null, 'test'],
  ])('of the kind %s is a %s', (type, expected) => {
    expect(
      readEvent('testcaserun.finished', {
        outcome: 'success',
        testCase: { type },
      }),
    ).toMatchObject([{ check: expected, name: 'subject-1' }]);
  });

  it.each([
    ['error', 'failed'],
    ['cancel', 'unknown'],
    ['a new word', 'unknown'],
  ])('that ended as %s has %s', (outcome, expected) => {
    expect(readEvent('testcaserun.finished', { outcome })).toMatchObject([
      { outcome: expected },
    ]);
  });

  it('whose output is published may have ended in any way', () => {
    expect(
      readEvent('testoutput.published', {
        outputType: 'report',
        format: 'application/xml',
        uri: 'https://tests.acme.test/7',
        testCaseRun: { id: 'run-7' },
      }),
    ).toEqual([
      {
        ...check,
        link: 'https://tests.acme.test/7',
        name: 'run-7',
        outcome: 'unknown',
      },
    ]);
  });

  it.each([
    ['testcaserun.queued', 'only a test that has ended'],
    ['testcaserun.started', 'only a test that has ended'],
    ['testcaserun.skipped', 'was skipped has no result'],
    ['testsuiterun.started', 'only a test that has ended'],
    ['testcaserun.finished', 'subject.content.outcome: missing'],
  ])('%s says nothing', (word, reason) => {
    expect(readEvent(word)).toContain(reason);
  });
});
