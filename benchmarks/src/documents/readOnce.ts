import { readFileSync, writeFileSync } from 'node:fs';
// The reader alone is measured, and no package offers it to others.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { readDocument } from '../../../plugins/release-evidence-backend/src/documents';

/*
 * Reads one document, once, in a process of its own: the schema is compiled in
 * that time too. What the process says is the time, and by how much its memory
 * grew at most beyond what it had with the document's bytes at hand.
 */
const [, , file, how, mediaType] = process.argv;

const bytes = readFileSync(file);
const idle = residentPeak();
const started = performance.now();
const kept =
  how === 'parse'
    ? JSON.parse(bytes.toString())
    : readDocument({ bytes, mediaType });
const milliseconds = performance.now() - started;
if ('problem' in kept) {
  throw new Error(JSON.stringify(kept.problem));
}
process.stdout.write(
  JSON.stringify({ milliseconds, megabytes: residentPeak() - idle }),
);

/** The most memory since this was asked last, in megabytes (Linux). */
function residentPeak(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  const peak = Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]);
  const now = Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1]);
  const isFirst = residentPeak.asked === false;
  residentPeak.asked = true;
  writeFileSync('/proc/self/clear_refs', '5');
  return (isFirst ? now : peak) / 1024;
}
residentPeak.asked = false;
