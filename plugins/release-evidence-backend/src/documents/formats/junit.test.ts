import { problem, understood } from '../__testUtils__/reading';

const tests = (
  passed: number,
  failed: number,
  errors: number,
  skipped: number,
) => ({
  passed,
  failed,
  errors,
  skipped,
});

describe('JUnit', () => {
  it.each([
    [
      'cases of several suites',
      `<testsuites name="all"><testsuite timestamp="2026-02-03T04:05:06"><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>
       <testsuite timestamp="2026-02-04T04:05:06"><testsuite><testcase classname="c"/></testsuite></testsuite></testsuites>`,
      tests(2, 0, 0, 1),
      'passed',
    ],
    [
      'a failure',
      '<testsuite tests="2" failures="1"><testcase name="a"/><testcase name="b"><failure message="x">&lt;</failure></testcase></testsuite>',
      tests(1, 1, 0, 0),
      'failed',
    ],
    [
      'a case with several words on it',
      '<testsuite><testcase name="a"><failure/><error/><failure/></testcase></testsuite>',
      tests(0, 0, 1, 0),
      'failed',
    ],
    [
      'an error of the suite itself',
      '<testsuite><testcase name="a"/><error/></testsuite>',
      tests(1, 0, 1, 0),
      'failed',
    ],
    [
      'a flaky test of Surefire',
      '<testsuite tests="1" failures="0"><testcase name="a"><flakyFailure/><rerunFailure/></testcase></testsuite>',
      tests(1, 0, 0, 0),
      'passed',
    ],
    [
      'GoogleTest',
      '<testsuites tests="2" failures="0" disabled="1"><testsuite tests="2"><testcase name="a" status="run"/><testcase name="b" status="notrun"/></testsuite></testsuites>',
      tests(1, 0, 0, 1),
      'passed',
    ],
    [
      'a summary without cases',
      '<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/><testsuite tests="2"/></testsuites>',
      tests(4, 1, 1, 1),
      'failed',
    ],
    [
      'a summary by the root alone',
      '<testsuites tests="3" failures="0"><testsuite/></testsuites>',
      tests(3, 0, 0, 0),
      'passed',
    ],
    [
      'failures that no case shows',
      '<testsuite tests="9" failures="2"><testcase name="a"/></testsuite>',
      tests(1, 2, 0, 0),
      'failed',
    ],
    [
      'failures counted as errors too',
      '<testsuite tests="1" failures="1" errors="0"><testcase name="a"><error/></testcase></testsuite>',
      tests(0, 0, 1, 0),
      'failed',
    ],
    [
      'only skipped tests',
      '<testsuite><testcase name="a"><skipped/></testcase></testsuite>',
      tests(0, 0, 0, 1),
      'unknown',
    ],
    ['no tests', '<testsuites/>', tests(0, 0, 0, 0), 'unknown'],
  ])('counts %s', (_, xml, counts, outcome) => {
    expect(understood(xml).contents).toMatchObject([
      { kind: 'check', check: 'test', tests: counts, outcome, defects: null },
    ]);
  });

  it('has the name of the whole and the time of the last suite', () => {
    const xml =
      '<testsuites name="all"><testsuite name="a" timestamp="2026-02-04T00:00:00Z"/><testsuite timestamp="2026-02-03T00:00:00Z"/></testsuites>';
    expect(understood(xml).contents).toMatchObject([
      { name: 'all', at: '2026-02-04T00:00:00.000Z' },
    ]);
  });

  it('warns of what does not add up', () => {
    expect(understood('<testsuites/>').warnings).toHaveLength(1);
    expect(
      understood(
        '<testsuite tests="9" failures="2"><testcase name="a"/></testsuite>',
      ).warnings,
    ).toEqual(['/: the suites count 2 failures, but list 0']);
  });

  it.each([
    [
      '<testsuites><testsuite/><testsuite tests="x"/></testsuites>',
      '/testsuites/testsuite[2]/@tests',
    ],
    ['<testsuite failures="-1"/>', '/testsuite/@failures'],
    ['<testsuite><testcase/></testsuite>', '/testsuite/testcase/@name'],
  ])('refuses %s', (xml, field) => {
    expect(problem(xml).field).toBe(field);
  });
});
