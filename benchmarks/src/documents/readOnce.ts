import { readFileSync } from 'node:fs';
// The reader alone is measured, and no package offers it to others.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { readDocument } from '../../../plugins/release-evidence-backend/src/documents';
import { ResidentMemory } from './residentMemory';

/*
 * Reads one document, once, in a process of its own: the schema is compiled in
 * that time too. What the process says is the time, and by how much its memory
 * grew at most beyond what it had with the document's bytes at hand.
 */
const [, , file, how, mediaType] = process.argv;

const bytes = readFileSync(file);
const memory = new ResidentMemory('self');
const idle = memory.now();
memory.startOver();
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
  JSON.stringify({ milliseconds, megabytes: memory.peak() - idle }),
);
