import type { Measurement } from './measure';

/** What is compared, in the order of the table. */
export const contestants = {
  bare: 'bare sink',
  plugin: 'the same sink as a plugin',
  ours: 'Release Evidence',
  oursIngress: 'Release Evidence, ingress alone',
  events: 'portal events ingress',
} as const;

export type Contestant = keyof typeof contestants;

/** Every round of one contestant at one number of connections. */
export interface Point {
  contestant: Contestant;
  connections: number;
  rounds: Measurement[];
}

export interface Summary {
  contestant: Contestant;
  connections: number;
  deliveries: number;
  /** Durable deliveries in a second. */
  rate: number;
  /** The slowest and the fastest round. */
  rates: number[];
  p50: number;
  p99: number;
  /** Milliseconds of the server's processor time for a delivery. */
  cpu: number;
  /** The same, with what the background had to do afterwards. */
  cpuSettled: number;
  /** Milliseconds of the database's for a delivery. */
  databaseCpu: number | undefined;
  settledAfterSeconds: number;
}

/** The rounds of a point as one long one. */
export function summarise({ contestant, connections, rounds }: Point): Summary {
  const sum = (of: (round: Measurement) => number) =>
    rounds.reduce((total, round) => total + of(round), 0);
  const deliveries = sum(round => round.deliveries);
  const latencies = Float64Array.from(
    rounds.flatMap(round => round.latencies),
  ).sort();
  return {
    contestant,
    connections,
    deliveries,
    rate: deliveries / sum(round => round.seconds),
    rates: rounds.map(round => round.deliveries / round.seconds),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: (1000 * sum(round => round.cpuSeconds)) / deliveries,
    cpuSettled: (1000 * sum(round => round.cpuSecondsSettled)) / deliveries,
    databaseCpu: rounds.some(
      ({ databaseCpuSeconds }) => databaseCpuSeconds === undefined,
    )
      ? undefined
      : (1000 * sum(round => round.databaseCpuSeconds ?? 0)) / deliveries,
    settledAfterSeconds: Math.max(
      ...rounds.map(round => round.settledAfterSeconds),
    ),
  };
}

/** The smallest value that so many of the sorted ones do not exceed. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

export function summaryTable(summaries: Summary[]): string {
  return table(
    [
      '',
      'conn',
      'deliveries/s',
      '(rounds)',
      'p50 ms',
      'p99 ms',
      'CPU ms',
      'CPU ms settled',
      'database CPU ms',
    ],
    summaries.map(summary => [
      contestants[summary.contestant],
      String(summary.connections),
      summary.rate.toFixed(0),
      `${Math.min(...summary.rates).toFixed(0)}–${Math.max(
        ...summary.rates,
      ).toFixed(0)}`,
      summary.p50.toFixed(2),
      summary.p99.toFixed(2),
      summary.cpu.toFixed(3),
      summary.cpuSettled.toFixed(3),
      summary.databaseCpu?.toFixed(3) ?? '–',
    ]),
  );
}

/** Words to the left, numbers to the right. */
export function table(header: string[], rows: string[][]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...lines.map(line => line[column].length)),
  );
  const render = (line: string[]) =>
    line
      .map((cell, column) =>
        /^[\d.–]+$/.test(rows[0]?.[column] ?? '')
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return [
    render(header),
    widths.map(width => '─'.repeat(width)).join('  '),
    ...rows.map(render),
  ].join('\n');
}
