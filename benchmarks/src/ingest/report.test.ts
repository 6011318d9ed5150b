import type { Measurement } from './measure';
import { parseStat } from './processorTime';
import { compare, ratioTable } from './ratios';
import { median, percentile, Point, summarise, table } from './report';
import { readAnswer } from './webhookClient';

const round = (change: Partial<Measurement>): Measurement => ({
  deliveries: 1_000,
  seconds: 1,
  latencies: [1, 2, 3, 4],
  cpuSeconds: 0.5,
  cpuSecondsSettled: 0.75,
  databaseCpuSeconds: 0.25,
  settledAfterSeconds: 0,
  ...change,
});

describe('percentile', () => {
  const sorted = Float64Array.from({ length: 100 }, (_, n) => n + 1);

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('of %p is %p', (share, value) => {
    expect(percentile(sorted, share)).toBe(value);
  });
});

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
  ])('of %p is %p', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('summarise', () => {
  it('takes the rounds as one, and says how far apart they lie', () => {
    const rounds = [
      round({}),
      round({ deliveries: 3_000, seconds: 1, settledAfterSeconds: 2 }),
    ];
    expect(
      summarise({ contestant: 'ours', connections: 10, rounds }),
    ).toMatchObject({
      deliveries: 4_000,
      rate: 2_000,
      rates: [1_000, 3_000],
      cpu: 0.25,
      cpuSettled: 0.375,
      databaseCpu: 0.125,
      p50: 2,
      settledAfterSeconds: 2,
    });
  });

  it('knows no cost of the database where one round has none', () => {
    const rounds = [round({}), round({ databaseCpuSeconds: undefined })];
    expect(
      summarise({ contestant: 'ours', connections: 10, rounds }).databaseCpu,
    ).toBeUndefined();
  });
});

describe('compare', () => {
  const bare: Point = {
    contestant: 'bare',
    connections: 10,
    rounds: [round({}), round({ deliveries: 500 }), round({})],
  };
  const ours = (cpuSeconds: number): Point => ({
    contestant: 'ours',
    connections: 10,
    rounds: [
      round({ deliveries: 900, cpuSeconds }),
      round({ deliveries: 500, cpuSeconds }),
      round({ deliveries: 500, cpuSeconds }),
    ],
  });

  it('compares within a round, so that a slow one weighs on both', () => {
    const [ratio] = compare([bare, ours(0.5)]);
    expect(ratio.rate).toEqual({ median: 0.9, least: 0.5, most: 1 });
  });

  it('compares with nobody at another number of connections', () => {
    expect(compare([{ ...bare, connections: 50 }, ours(0.5)])).toEqual([]);
  });

  it('says which aim is met', () => {
    expect(ratioTable(compare([bare, ours(0.5)]))).toMatch(
      /≥ 0\.8 met.*≤ 1\.3 met/,
    );
    expect(ratioTable(compare([bare, ours(5)]))).toMatch(
      /≥ 0\.8 met.*≤ 1\.3 missed/,
    );
  });
});

describe('table', () => {
  it('puts words to the left and numbers to the right', () => {
    expect(
      table(
        ['', 'rate'],
        [
          ['a', '1'],
          ['bcd', '1000'],
        ],
      ),
    ).toBe('     rate\n───  ────\na       1\nbcd  1000');
  });
});

describe('parseStat', () => {
  it('reads past a name with blanks and parentheses', () => {
    const line = `42 (a (b) c) S 7 ${'0 '.repeat(9)}10 20 3 4 20 0 1`;
    expect(parseStat(line)).toEqual({ parent: 7, ticks: 37 });
  });

  it('knows nothing of a process that is gone', () => {
    expect(parseStat('')).toBeUndefined();
  });
});

describe('readAnswer', () => {
  const answer = 'HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}';

  it('waits for the whole answer', () => {
    for (let end = 0; end < answer.length; end += 1) {
      expect(readAnswer(Buffer.from(answer.slice(0, end)))).toBeUndefined();
    }
    expect(readAnswer(Buffer.from(`${answer}HTTP`))).toEqual({
      status: 202,
      length: answer.length,
    });
  });

  it('counts no answer whose end it cannot tell', () => {
    expect(() => readAnswer(Buffer.from('HTTP/1.1 202 OK\r\n\r\n'))).toThrow(
      'no status or no length',
    );
  });
});
