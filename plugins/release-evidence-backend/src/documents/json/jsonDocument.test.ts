import fc from 'fast-check';
import { JsonDocument } from './jsonDocument';
import { hasRepeats } from './repeats';

const documentOf = (text: string) => JsonDocument.of(Buffer.from(text));

describe('JSON in pieces', () => {
  it('gives what parsing the whole gives', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.jsonValue()),
        fc.constantFrom(0, 1, 2),
        (object, long, indent) => {
          const whole = JSON.parse(
            JSON.stringify({ ...object, long }, null, indent),
          );
          const document = documentOf(JSON.stringify(whole, null, indent));
          expect(document.frame(['long'])).toEqual({ ...whole, long: [] });
          expect(
            [...document.elements('long')].flatMap(({ values }) => values),
          ).toEqual(whole.long);
          for (const name of document.names()) {
            expect(document.member(name)).toEqual(whole[name]);
          }
        },
      ),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...'{}[],:"1a \n', '"a"', 'null', '-1.5e3', '\\'),
          { maxLength: 12 },
        ),
        tokens => {
          const text = `{"long":[${tokens.join('')}]}`;
          const read = () => {
            const document = documentOf(text);
            document.frame(['long']);
            return [...document.elements('long')].flatMap(
              ({ values }) => values,
            );
          };
          expect(attempt(read)).toEqual(
            attempt(() => JSON.parse(text).long as unknown),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('parses a long list some at a time and counts on', () => {
    const long = Array.from({ length: 5000 }, (_, index) => ({
      index,
      text: 'ä"\\'.repeat(10),
    }));
    const batches = [...documentOf(JSON.stringify({ long })).elements('long')];
    expect(batches.length).toBeGreaterThan(3);
    for (const { first, values } of batches) {
      expect(values[0]).toEqual(long[first]);
    }
  });

  it('takes the last of members of one name, as JSON.parse does', () => {
    const document = documentOf('{"a":1,"a":[2]}');
    expect(document.member('a')).toEqual([2]);
    expect(document.frame([])).toEqual({ a: [2] });
  });
});

describe('hasRepeats', () => {
  it('finds equal values whatever the order of their members', () => {
    expect(
      hasRepeats([
        { a: 1, b: [{ c: 2, d: 3 }] },
        { b: [{ d: 3, c: 2 }], a: 1 },
      ]),
    ).toBe(true);
    expect(
      hasRepeats([
        [1, 2],
        [2, 1],
      ]),
    ).toBe(false);
    expect(hasRepeats(['1', 1, true, null, [], {}])).toBe(false);
  });

  it('agrees with comparing every pair', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(fc.array(value), values => {
        const distinct = new Set(values.map(v => canonical(v)));
        expect(hasRepeats(values)).toBe(distinct.size < values.length);
      }),
    );
  });
});

function attempt<T>(read: () => T): T | 'refused' {
  try {
    return read();
  } catch {
    return 'refused';
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) => {
    if (typeof member === 'object' && member && !Array.isArray(member)) {
      const members = Object.entries(member);
      return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    // JSON has one zero, JavaScript two.
    return member === 0 ? 0 : member;
  });
}
