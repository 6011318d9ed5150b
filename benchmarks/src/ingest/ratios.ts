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

/** How ours compare with the others, round by round. */
export function compare(points: Point[]): Ratio[] {
  const isOurs = ({ contestant }: Point) => contestant.startsWith('ours');
  return points.filter(isOurs).flatMap(own =>
    points
      .filter(other => !isOurs(other) && other.connections === own.connections)
      .map(other => ({
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
      })),
  );
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
      const aimed = ratio.against === 'bare';
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
