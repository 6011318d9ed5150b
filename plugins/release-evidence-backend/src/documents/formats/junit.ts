import {
  CheckContent,
  Instant,
  TestCounts,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import { textOf, timeOf } from '../values';
import { readXml, XmlPlace, XmlTag } from '../xml/readXml';
import type { FormatReading } from './format';

/*
 * JUnit XML has no schema that its writers agree on. What they share: suites,
 * which may nest, hold test cases, and a case that did not pass holds an
 * element that says so. So cases are counted. The counts that suites carry as
 * attributes are a second word on the same: they hold where a suite lists no
 * cases, and where they tell of more failures than the cases do.
 */

type Outcome = keyof TestCounts;

const OUTCOMES = new Map<string, Outcome>([
  ['failure', 'failed'],
  ['error', 'errors'],
  ['skipped', 'skipped'],
]);

class Report {
  readonly warnings: string[] = [];
  readonly #cases = noTests();
  /** What the suites at the top say, and what the root does. */
  readonly #suites = noTests();
  readonly #root = noTests();
  #name: string | null = null;
  #at: Instant | null = null;
  #case: Outcome | null = null;
  #suiteDepth = 0;

  constructor(private readonly place: XmlPlace) {}

  open(tag: XmlTag): void {
    switch (tag.name) {
      case 'testsuites':
        this.#name ??= textOf(tag.attributes.get('name'));
        this.#declare(tag, this.#root);
        break;
      case 'testsuite':
        this.#openSuite(tag);
        break;
      case 'testcase':
        this.#openCase(tag);
        break;
      default:
        this.#mark(OUTCOMES.get(tag.name));
    }
  }

  close(name: string): void {
    if (name === 'testsuite') {
      this.#suiteDepth--;
    }
    if (name === 'testcase' && this.#case) {
      this.#cases[this.#case]++;
      this.#case = null;
    }
  }

  content(): CheckContent {
    const tests = this.#tests();
    const failed = tests.failed + tests.errors;
    const ran = failed + tests.passed;
    if (ran === 0) {
      this.warnings.push('/: the report holds no test that ran');
    }
    return {
      kind: 'check',
      check: 'test',
      tool: null,
      name: this.#name,
      at: this.#at,
      outcome: failed > 0 ? 'failed' : (ran > 0 && 'passed') || 'unknown',
      tests,
      defects: null,
      subjects: [],
    };
  }

  #openSuite(tag: XmlTag): void {
    this.#name ??= textOf(tag.attributes.get('name'));
    const at = timeOf(tag.attributes.get('timestamp'));
    this.#at = at && at > (this.#at ?? '') ? at : this.#at;
    this.#suiteDepth++;
    this.#declare(tag, this.#suiteDepth === 1 ? this.#suites : noTests());
  }

  #openCase({ attributes }: XmlTag): void {
    if (!attributes.has('name') && !attributes.has('classname')) {
      throw refuse(
        `${this.place}/@name`,
        'missing',
        'Name each test case; a report of nameless tests proves nothing',
      );
    }
    // GoogleTest says so by attributes instead.
    const skipped =
      attributes.get('status') === 'notrun' ||
      attributes.get('result') === 'skipped';
    this.#case = skipped ? 'skipped' : 'passed';
  }

  /** The worst word counts; a suite may fail outside of its cases too. */
  #mark(outcome: Outcome | undefined): void {
    if (!outcome) {
      return;
    }
    if (this.#case) {
      const worse = ['skipped', 'failed', 'errors'];
      if (worse.indexOf(outcome) > worse.indexOf(this.#case)) {
        this.#case = outcome;
      }
    } else if (outcome === 'errors') {
      this.#cases.errors++;
    }
  }

  #declare({ attributes }: XmlTag, counts: TestCounts): void {
    const count = (name: string) =>
      countOf(attributes.get(name), () => `${this.place}/@${name}`);
    const failed = count('failures');
    const errors = count('errors');
    const skipped = count('skipped') + count('disabled');
    counts.failed += failed;
    counts.errors += errors;
    counts.skipped += skipped;
    counts.passed += Math.max(0, count('tests') - failed - errors - skipped);
  }

  #tests(): TestCounts {
    const declared =
      total(this.#root) >= total(this.#suites) ? this.#root : this.#suites;
    if (total(this.#cases) === 0) {
      return declared;
    }
    const failed = Math.max(this.#cases.failed, declared.failed);
    const errors = Math.max(this.#cases.errors, declared.errors);
    const hidden = failed + errors - this.#cases.failed - this.#cases.errors;
    // Some writers count one test under both words.
    const really = this.#cases.failed + this.#cases.errors;
    if (hidden <= 0 || declared.failed + declared.errors <= really) {
      return this.#cases;
    }
    this.warnings.push(
      `/: the suites count ${
        declared.failed + declared.errors
      } failures, but list ${really}`,
    );
    return { ...this.#cases, failed, errors };
  }
}

/** Reads a test report. */
export function readJunit(bytes: Buffer): FormatReading {
  const place = new XmlPlace();
  const report = new Report(place);
  readXml(bytes, place, report);
  return {
    specVersion: null,
    contents: [report.content()],
    warnings: report.warnings,
  };
}

function noTests(): TestCounts {
  return { passed: 0, failed: 0, errors: 0, skipped: 0 };
}

function total({ passed, failed, errors, skipped }: TestCounts): number {
  return passed + failed + errors + skipped;
}

function countOf(value: string | undefined, field: () => string): number {
  if (value === undefined || value.trim() === '') {
    return 0;
  }
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw refuse(field(), 'is no count', 'Write it as a whole number');
  }
  return count;
}
