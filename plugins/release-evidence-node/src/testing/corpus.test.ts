import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CorpusFile, corpusFolder, describeWithCorpus } from './corpus';

const registered: { name: string; skipped: boolean; tests: unknown[] }[] = [];

/** Stands in for the runner's functions, to see what would be run. */
function recordDescribe(): () => void {
  const { describe: realDescribe, it: realIt } = globalThis;
  const record = (skipped: boolean) => (name: string, define: () => void) => {
    registered.push({ name, skipped, tests: [] });
    define();
  };
  Object.assign(globalThis, {
    describe: Object.assign(record(false), { skip: record(true) }),
    it: (_name: string, test: unknown) => registered[0].tests.push(test),
  });
  return () =>
    Object.assign(globalThis, { describe: realDescribe, it: realIt });
}

describe('the corpus', () => {
  const { RELEASE_EVIDENCE_CORPUS, RELEASE_EVIDENCE_CI } = process.env;
  let folder: string;
  let restore: () => void;

  const setEnvironment = (name: string, value: string | undefined) => {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
    setEnvironment('RELEASE_EVIDENCE_CORPUS', folder);
    setEnvironment('RELEASE_EVIDENCE_CI', undefined);
    registered.length = 0;
    restore = recordDescribe();
  });

  afterEach(() => {
    restore();
    rmSync(folder, { recursive: true });
    setEnvironment('RELEASE_EVIDENCE_CORPUS', RELEASE_EVIDENCE_CORPUS);
    setEnvironment('RELEASE_EVIDENCE_CI', RELEASE_EVIDENCE_CI);
    jest.restoreAllMocks();
  });

  it('is where the environment says, else beside the repository', () => {
    expect(corpusFolder()).toBe(folder);
    setEnvironment('RELEASE_EVIDENCE_CORPUS', undefined);
    expect(corpusFolder()).toBe(
      path.resolve(__dirname, '../../../../../shared/corpus'),
    );
  });

  it('is looked for beside the working folder outside of a repository', () => {
    setEnvironment('RELEASE_EVIDENCE_CORPUS', undefined);
    jest.spyOn(process, 'cwd').mockReturnValue('/nowhere/else');
    expect(corpusFolder()).toBe('/shared/corpus');
  });

  it('hands over the files of a folder, those of its folders included', () => {
    mkdirSync(path.join(folder, 'sender/deep'), { recursive: true });
    writeFileSync(path.join(folder, 'sender/deep/b.json'), '{"b":1}');
    writeFileSync(path.join(folder, 'sender/a.json'), '{}');
    let seen: CorpusFile[] = [];
    describeWithCorpus('sender', 'sender', files => {
      seen = files;
    });
    expect(registered).toEqual([{ name: 'sender', skipped: false, tests: [] }]);
    expect(seen.map(({ name }) => name)).toEqual(['a.json', 'deep/b.json']);
    expect(seen[1].read().toString()).toBe('{"b":1}');
  });

  it.each(['missing', 'empty'])('is skipped aloud when %s', state => {
    mkdirSync(path.join(folder, 'empty'));
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const define = jest.fn();
    describeWithCorpus('sender', state, define);
    expect(define).not.toHaveBeenCalled();
    expect(registered).toEqual([
      { name: 'sender', skipped: true, tests: [expect.any(Function)] },
    ]);
    expect((registered[0].tests[0] as () => void)()).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/^SKIPPED "sender".*RELEASE_EVIDENCE_CORPUS/),
    );
  });

  it('fails when the whole set is demanded', () => {
    setEnvironment('RELEASE_EVIDENCE_CI', '1');
    const define = jest.fn();
    describeWithCorpus('sender', 'missing', define);
    expect(define).not.toHaveBeenCalled();
    expect(registered[0].skipped).toBe(false);
    expect(registered[0].tests[0]).toThrow(
      'The corpus has no files in missing',
    );
  });
});
