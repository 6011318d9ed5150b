import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure';
import { signedPushes } from './payload';
import { Database } from './postgres';
import { compare, ratioTable } from './ratios';
import {
  Contestant,
  contestants,
  Point,
  summarise,
  summaryTable,
} from './report';
import { Server, ServerName } from './servers';

/*
 * What makes the numbers comparable
 *
 * All servers run from the start to the end, each in a process of its own, on
 * one PostgreSQL with its default settings, and take turns: a machine that gets
 * slower in the course of the run gets slower for all. Turns are short and
 * rounds many, and servers are compared within a round: whatever else the
 * machine does during one turn weighs on one ratio of many, and the table shows
 * how far the ratios of the rounds lie apart. Each round turns the order round,
 * so that nobody is always the one who comes after a certain other. Before its
 * turn a server has settled what it took in before. The first turn of each is
 * not counted.
 */

const SECRET = 'the secret of the benchmark';
const DISTINCT_BODIES = 1_000;
const WARM_UP = { connections: 10, seconds: 3, ingressAlone: false };

const serverOf: Record<Contestant, ServerName> = {
  bare: 'bareSink',
  plugin: 'pluginSink',
  ours: 'releaseEvidence',
  oursIngress: 'releaseEvidence',
  events: 'portalEvents',
};

interface Options {
  seconds: number;
  rounds: number;
  connections: number[];
  json?: string;
  profile?: string;
}

async function main(): Promise<void> {
  const options = readOptions();
  await (options.profile && mkdir(options.profile, { recursive: true }));
  const directory = await mkdtemp(path.join(tmpdir(), 'release-evidence-'));
  const postgres = await Database.start();
  const servers = new Map<ServerName, Server>();
  try {
    for (const name of new Set(Object.values(serverOf))) {
      say(`Starting ${name}`);
      servers.set(
        name,
        await Server.start(name, { postgres, directory, secret: SECRET }),
      );
    }
    const points = await runRounds(options, postgres, servers);
    await report(options, points, await postgres.version());
  } finally {
    await Promise.all([...servers.values()].map(server => server.stop()));
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function runRounds(
  options: Options,
  postgres: Database,
  servers: Map<ServerName, Server>,
): Promise<Point[]> {
  const bodies = signedPushes(DISTINCT_BODIES, SECRET);
  const points: Point[] = options.connections.flatMap(connections =>
    (Object.keys(contestants) as Contestant[]).map(contestant => ({
      contestant,
      connections,
      rounds: [],
    })),
  );
  for (const server of servers.values()) {
    await measure({ server, postgres, bodies, ...WARM_UP });
  }
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const point of round % 2 === 1 ? points : [...points].reverse()) {
      const { contestant, connections } = point;
      const measurement = await measure({
        server: servers.get(serverOf[contestant])!,
        postgres,
        connections,
        seconds: options.seconds,
        bodies,
        ingressAlone: contestant === 'oursIngress',
        profile:
          options.profile && round === 1
            ? path.resolve(
                options.profile,
                `${contestant}-${connections}.cpuprofile`,
              )
            : undefined,
      });
      point.rounds.push(measurement);
      const rate = measurement.deliveries / measurement.seconds;
      say(
        `Round ${round}, ${connections} connections, ${contestants[contestant]}: ` +
          `${rate.toFixed(0)} deliveries/s, settled after ` +
          `${measurement.settledAfterSeconds.toFixed(1)} s`,
      );
    }
  }
  return points;
}

async function report(
  options: Options,
  points: Point[],
  postgres: string,
): Promise<void> {
  const summaries = points.map(summarise);
  const ratios = compare(points);
  console.log(`\n${summaryTable(summaries)}\n\n${ratioTable(ratios)}`);
  if (options.json) {
    const machine = {
      processors: cpus().length,
      model: cpus()[0]?.model,
      node: process.version,
      postgres,
    };
    const everything = { at: new Date(), machine, options, summaries, ratios };
    await writeFile(options.json, `${JSON.stringify(everything, null, 2)}\n`);
  }
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '8' },
      connections: { type: 'string', default: '10,50' },
      json: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const positive = (name: string, value: string) => {
    const number = Number(value);
    if (!(number > 0)) {
      throw new Error(`--${name}: "${value}" is no number above 0`);
    }
    return number;
  };
  return {
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    connections: values.connections
      .split(',')
      .map(value => positive('connections', value)),
    json: values.json,
    profile: values.profile,
  };
}

function say(line: string): void {
  console.error(line);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
