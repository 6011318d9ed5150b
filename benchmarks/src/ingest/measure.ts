import { load, LoadResult } from './load';
import type { SignedBody } from './payload';
import type { Database } from './postgres';
import type { Server } from './servers';

/** One server under one load, once. */
export interface Measurement {
  deliveries: number;
  seconds: number;
  latencies: number[];
  /** Of the server's process, while the load lasted. */
  cpuSeconds: number;
  /** The same, until the background was through with what came in. */
  cpuSecondsSettled: number;
  /** Of the database, until then; undefined where the system does not say. */
  databaseCpuSeconds: number | undefined;
  /** How long the background took after the load was over. */
  settledAfterSeconds: number;
}

/** A table that the plugin's inbox worker writes to, and its ingress does not. */
const BEHIND_THE_INGRESS = 'evidence';

/**
 * Measures one server.
 *
 * @param options.ingressAlone - holds the plugin's background back, by the lock
 * of a table, so that what is measured is its ingress
 * @throws Error when a delivery was refused, or answered and is not there
 */
export async function measure(options: {
  server: Server;
  postgres: Database;
  connections: number;
  seconds: number;
  bodies: SignedBody[];
  ingressAlone: boolean;
  /** Where to leave a profile of the server under the load. */
  profile?: string;
}): Promise<Measurement> {
  const { server, postgres, connections, seconds, bodies } = options;
  await server.idle();
  const databaseBefore = await postgres.cpuSeconds();
  const underLoad = async () => {
    const durableBefore = await server.durable();
    await (options.profile && server.startProfile());
    const cpuBefore = await server.cpuSeconds();
    const result = await load({
      port: server.port,
      path: server.path,
      connections,
      seconds,
      bodies,
    });
    const cpuAfter = await server.cpuSeconds();
    await (options.profile && server.stopProfile(options.profile));
    expectDurable(result, (await server.durable()) - durableBefore);
    return { result, cpuBefore, cpuAfter };
  };
  const { result, cpuBefore, cpuAfter } = options.ingressAlone
    ? await postgres.whileLocked(server.database, BEHIND_THE_INGRESS, underLoad)
    : await underLoad();
  const over = Date.now();
  await server.idle();
  const databaseAfter = await postgres.cpuSeconds();
  return {
    deliveries: result.accepted,
    seconds: result.seconds,
    latencies: result.latencies,
    cpuSeconds: cpuAfter - cpuBefore,
    cpuSecondsSettled: (await server.cpuSeconds()) - cpuBefore,
    databaseCpuSeconds:
      databaseBefore !== undefined && databaseAfter !== undefined
        ? databaseAfter - databaseBefore
        : undefined,
    settledAfterSeconds: (Date.now() - over) / 1000,
  };
}

/** A rate is worth nothing if what it counts could be lost. */
function expectDurable({ accepted, refused }: LoadResult, rows: number): void {
  if (Object.keys(refused).length > 0) {
    throw new Error(`Deliveries were refused: ${JSON.stringify(refused)}`);
  }
  if (rows !== accepted) {
    throw new Error(`${accepted} deliveries were accepted, ${rows} are stored`);
  }
}
