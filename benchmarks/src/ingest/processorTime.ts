import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What Linux counts processor time in, on every machine of our time. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parent: number;
  ticks: number;
}

/**
 * The processor time of a process and its children, those that are gone
 * included, in seconds; undefined where there is no `/proc` to read it from.
 */
export async function familyCpuSeconds(
  pid: number,
): Promise<number | undefined> {
  const own = await timesOf(pid);
  if (!own) {
    return undefined;
  }
  let { ticks } = own;
  for (const name of await readdir('/proc')) {
    const times = /^\d+$/.test(name) ? await timesOf(Number(name)) : undefined;
    if (times?.parent === pid) {
      ticks += times.ticks;
    }
  }
  return ticks / TICKS_PER_SECOND;
}

/** The process that started another; undefined where there is no `/proc`. */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await timesOf(pid))?.parent;
}

async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  const file = path.join('/proc', String(pid), 'stat');
  return parseStat(await readFile(file, 'utf8').catch(() => ''));
}

/** Reads a line of `/proc/<pid>/stat`; the name in it may hold anything. */
export function parseStat(line: string): ProcessTimes | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [, parent] = fields;
  const ticks = fields.slice(11, 15).map(Number);
  return fields.length > 15
    ? {
        parent: Number(parent),
        ticks: ticks.reduce((sum, value) => sum + value, 0),
      }
    : undefined;
}
