import { numberOf } from '../ids';
import { after, stamp } from '../time';
import { Tool } from './document';

/** The names of test cases, by the suite that they are in. */
export type Suites = Record<string, string[]>;

/** A test report, with what was skipped and what failed by its name. */
export function junit(
  suites: Suites,
  { skipped = [], failed = [] }: { skipped?: string[]; failed?: string[] } = {},
): Tool {
  return ({ facts, run }) => {
    const at = after(run.startedAt, { minutes: 3, seconds: 30 });
    const written = Object.entries(suites).map(([suite, names]) => {
      const cases = names.map(name => ({
        name,
        seconds: secondsOf(`${facts.name} ${suite} ${name} ${run.id}`),
        outcome: outcomeOf(name, { suite, skipped, failed }),
      }));
      return suiteXml(suite, cases, stamp(at));
    });
    return {
      mediaType: 'application/xml',
      body: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites name="${facts.name}">`,
        ...written,
        '</testsuites>',
        '',
      ].join('\n'),
      at,
      about: 'image',
    };
  };
}

interface Case {
  name: string;
  seconds: number;
  outcome: 'passed' | 'skipped' | 'failed';
}

function outcomeOf(
  name: string,
  of: { suite: string; skipped: string[]; failed: string[] },
): Case['outcome'] {
  if (of.failed.includes(name)) {
    return 'failed';
  }
  return of.skipped.includes(of.suite) ? 'skipped' : 'passed';
}

function suiteXml(suite: string, cases: Case[], timestamp: string): string {
  const count = (outcome: Case['outcome']) =>
    cases.filter(each => each.outcome === outcome).length;
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    `  <testsuite name="${suite}" tests="${cases.length}" skipped="${count(
      'skipped',
    )}" failures="${count(
      'failed',
    )}" errors="0" timestamp="${timestamp}" time="${time.toFixed(3)}">`,
    ...cases.map(each => caseXml(suite, each)),
    '  </testsuite>',
  ].join('\n');
}

function caseXml(suite: string, { name, seconds, outcome }: Case): string {
  const start = `    <testcase name="${name}" classname="${suite}" time="${seconds.toFixed(
    3,
  )}"`;
  switch (outcome) {
    case 'passed':
      return `${start}/>`;
    case 'skipped':
      return `${start}><skipped/></testcase>`;
    default:
      return `${start}><failure message="expected [] but got 3 entries" type="AssertionError"/></testcase>`;
  }
}

function secondsOf(name: string): number {
  return numberOf(`duration of ${name}`, 3) / 1000;
}
