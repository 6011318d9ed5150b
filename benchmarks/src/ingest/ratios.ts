import type { Measurement } from './measure';
import { Contestant, contestants, median, Point, table } from './report';

/** What one server has of what another has, in each round of the two. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export interface Ratio {
  connections: number;
  contestant: Contestant;
  against: Contestant;
  rate: Spread;
  cpu: Spread;
  cpuSettled: Spread;
}

/** What is aimed at against the bare sink, and told beside what came out. */
export const aims = { rate: 0.8, cpu: 1.3 };

/** Who is held against whom. */
const pairs: [Contestant, Contestant][] = [
  ['plugin', 'bare'],
  ['ours', 'bare'],
  ['ours', 'plugin'],
  ['ours', 'events'],
  ['oursIngress', 'bare'],
  ['oursIngress', 'plugin'],
];

/** How they compare at each number of connections, round by round. */
export function compare(points: Point[]): Ratio[] {
  const find = (contestant: Contestant, connections: number) =>
    points.find(
      point =>
        point.contestant === contestant && point.connections === connections,
    );
  return [...new Set(points.map(({ connections }) => connections))].flatMap(
    connections =>
      pairs.flatMap(([contestant, against]) => {
        const own = find(contestant, connections);
        const other = find(against, connections);
        return own && other ? [ratioOf(own, other)] : [];
      }),
  );
}

function ratioOf(own: Point, other: Point): Ratio {
  return {
    connections: own.connections,
    contestant: own.contestant,
    against: other.contestant,
    rate: spread(own, other, round => round.deliveries / round.seconds),
    cpu: spread(own, other, round => round.cpuSeconds / round.deliveries),
    cpuSettled: spread(
      own,
      other,
      round => round.cpuSecondsSettled / round.deliveries,
    ),
  };
}

function spread(
  own: Point,
  other: Point,
  of: (round: Measurement) => number,
): Spread {
  const ratios = own.rounds.map(
    (round, index) => of(round) / of(other.rounds[index]),
  );
  return {
    median: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

export function ratioTable(ratios: Ratio[]): string {
  return table(
    ['', 'against', 'conn', 'rate', 'aim', 'CPU', 'aim', 'CPU settled'],
    ratios.map(ratio => {
      const aimed =
        ratio.against === 'bare' && ratio.contestant.startsWith('ours');
      return [
        contestants[ratio.contestant],
        contestants[ratio.against],
        String(ratio.connections),
        inWords(ratio.rate),
        aimed ? verdict(ratio.rate.median >= aims.rate, `≥ ${aims.rate}`) : '',
        inWords(ratio.cpu),
        aimed ? verdict(ratio.cpu.median <= aims.cpu, `≤ ${aims.cpu}`) : '',
        inWords(ratio.cpuSettled),
      ];
    }),
  );
}

function inWords({ median: middle, least, most }: Spread): string {
  return `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function verdict(met: boolean, aim: string): string {
  return `${aim} ${met ? 'met' : 'missed'}`;
}
