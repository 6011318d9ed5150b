import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/*
 * Published payloads
 *
 * What senders really send is kept beside the repository and not in it, so a
 * checkout may lack it. A test that cannot run then must not pass in silence:
 * it says aloud that it was skipped, and where the whole set is demanded
 * (RELEASE_EVIDENCE_CI=1) it fails.
 */

/** One file of the corpus. @public */
export interface CorpusFile {
  /** Its path below the folder that was asked for, with forward slashes. */
  name: string;
  read(): Buffer;
}

/**
 * The folder of published payloads: `RELEASE_EVIDENCE_CORPUS`, else
 * `shared/corpus` beside the repository.
 *
 * @public
 */
export function corpusFolder(): string {
  return (
    process.env.RELEASE_EVIDENCE_CORPUS ??
    path.resolve(repositoryRoot(), '../shared/corpus')
  );
}

/**
 * Describes tests over the files of a folder of the corpus. Without the folder
 * they are skipped with a warning, or fail when `RELEASE_EVIDENCE_CI` is `1`.
 *
 * @public
 */
export function describeWithCorpus(
  name: string,
  folder: string,
  define: (files: CorpusFile[]) => void,
): void {
  const runner = globalThis;
  const root = path.join(corpusFolder(), folder);
  const files = existsSync(root) ? filesBelow(root) : [];
  if (files.length > 0) {
    runner.describe(name, () => define(files));
    return;
  }
  const lack = `The corpus has no files in ${folder}; set RELEASE_EVIDENCE_CORPUS to its folder`;
  if (process.env.RELEASE_EVIDENCE_CI === '1') {
    runner.describe(name, () =>
      runner.it('has its payloads', () => {
        throw new Error(lack);
      }),
    );
    return;
  }
  // eslint-disable-next-line no-console
  console.warn(`SKIPPED "${name}": ${lack}`);
  runner.describe.skip(name, () => runner.it('needs the corpus', () => {}));
}

function filesBelow(root: string): CorpusFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()
    .map(file => ({
      name: path.relative(root, file).split(path.sep).join('/'),
      read: () => readFileSync(file),
    }));
}

function repositoryRoot(): string {
  let folder = process.cwd();
  while (
    !existsSync(path.join(folder, 'backstage.json')) &&
    path.dirname(folder) !== folder
  ) {
    folder = path.dirname(folder);
  }
  return folder;
}
