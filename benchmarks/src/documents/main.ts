import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Sample, samples } from './samples';

/*
 * How long it takes to read a document, and how much memory
 *
 * Each reading has a process of its own, and beside it one that only gives the
 * same bytes to `JSON.parse`, which is what any reader has to do at least. The
 * two take turns, and are compared within a round: a machine that is busy with
 * something else is so for both. The table shows the median of the rounds.
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});

interface Once {
  milliseconds: number;
  megabytes: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
try {
  const names = values.only?.split(',') ?? Object.keys(samples);
  const rows = names.map(name => row(name, samples[name]));
  process.stdout.write(
    [
      '| document | MB | reading, ms | as a ratio to `JSON.parse` | memory, MB | of `JSON.parse`, MB |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true });
}

function row(name: string, sample: Sample): string {
  const file = path.join(folder, name);
  const bytes = sample.make(Number(values.megabytes) * 1e6);
  writeFileSync(file, bytes);
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    read: once(file, 'read', sample),
    parse: sample.json ? once(file, 'parse', sample) : undefined,
  }));
  const middle = (of: (round: (typeof rounds)[number]) => number) =>
    median(rounds.map(of));
  const parsed = (text: () => string) => (sample.json ? text() : '–');
  return `| ${[
    sample.name,
    (bytes.length / 1e6).toFixed(0),
    middle(({ read }) => read.milliseconds).toFixed(0),
    parsed(() =>
      middle(
        ({ read, parse }) => read.milliseconds / parse!.milliseconds,
      ).toFixed(1),
    ),
    middle(({ read }) => read.megabytes).toFixed(0),
    parsed(() => middle(({ parse }) => parse!.megabytes).toFixed(0)),
  ].join(' | ')} |`;
}

function once(file: string, how: string, { mediaType }: Sample): Once {
  const said = execFileSync(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      // eslint-disable-next-line no-restricted-syntax
      path.join(__dirname, 'readOnce.ts'),
      file,
      how,
      mediaType,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return JSON.parse(said.toString());
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
