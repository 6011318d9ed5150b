import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Sample, samples } from './samples';
import { Upload, UploadTarget } from './uploads';

/*
 * How long it takes to take in a document, and how much memory
 *
 * Each reading has a process of its own, and beside it one that only gives the
 * same bytes to `JSON.parse`, which is what any reader has to do at least. The
 * upload goes to a portal that was just started, over HTTP, and ends when the
 * background has read the document too. The three take turns, and are compared
 * within a round: a machine that is busy with something else is so for all. The
 * table shows the median of the rounds, and of the memory of uploads the most.
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});

interface Once {
  milliseconds: number;
  megabytes: number;
}

interface Round {
  read: Once;
  upload: Upload;
  /** Null for what is no JSON. */
  parse: Once | null;
}

const HEAD = [
  'document',
  'MB',
  'upload, ms',
  'ratio to `JSON.parse`',
  'memory of upload, MB',
  'reading alone, ms',
  'ratio to `JSON.parse`',
  'memory of reading, MB',
  'memory of `JSON.parse`, MB',
];

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  try {
    const names = values.only?.split(',') ?? Object.keys(samples);
    say(HEAD);
    say(HEAD.map(() => '---'));
    for (const name of names) {
      say(await row(path.join(folder, name), samples[name]));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function say(cells: string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

async function row(file: string, sample: Sample): Promise<string[]> {
  const bytes = sample.make(Number(values.megabytes) * 1e6);
  writeFileSync(file, bytes);
  const rounds: Round[] = [];
  for (let count = 0; count < Number(values.rounds); count++) {
    rounds.push(await round(file, bytes, sample));
  }
  const middle = (of: (one: Round) => number) => median(rounds.map(of));
  const ratio = (of: (one: Round) => Once) =>
    sample.json
      ? middle(one => of(one).milliseconds / one.parse!.milliseconds).toFixed(1)
      : '–';
  return [
    sample.name,
    (bytes.length / 1e6).toFixed(0),
    middle(({ upload }) => upload.milliseconds).toFixed(0),
    ratio(({ upload }) => upload),
    Math.max(...rounds.map(({ upload }) => upload.megabytes)).toFixed(0),
    middle(({ read }) => read.milliseconds).toFixed(0),
    ratio(({ read }) => read),
    middle(({ read }) => read.megabytes).toFixed(0),
    sample.json ? middle(({ parse }) => parse!.megabytes).toFixed(0) : '–',
  ];
}

async function round(
  file: string,
  bytes: Buffer,
  sample: Sample,
): Promise<Round> {
  const target = await UploadTarget.start();
  try {
    return {
      upload: await target.upload(bytes, sample),
      read: readOnce(file, 'read', sample),
      parse: sample.json ? readOnce(file, 'parse', sample) : null,
    };
  } finally {
    await target.stop();
  }
}

function readOnce(file: string, how: string, { mediaType }: Sample): Once {
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

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
