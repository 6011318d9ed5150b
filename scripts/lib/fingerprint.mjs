import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** A hash over files and folders, by name and content. */
export async function fingerprintOf(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    await visit(path.join(root, source), source, hash);
  }
  return hash.digest('hex');
}

async function visit(file, name, hash) {
  const info = await stat(file);
  if (!info.isDirectory()) {
    hash
      .update(`${name}\0`)
      .update(await readFile(file))
      .update('\0');
    return;
  }
  const entries = (await readdir(file)).filter(entry => !SKIPPED.has(entry));
  for (const entry of entries.sort()) {
    await visit(path.join(file, entry), `${name}/${entry}`, hash);
  }
}
