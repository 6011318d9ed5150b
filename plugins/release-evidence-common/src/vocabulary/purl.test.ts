import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatPurl, normalPurl, parsePurl, PurlParts } from './purl';

describe('a package URL', () => {
  it.each([
    ['pkg:npm/%40acme/payments', 'pkg:npm/%40acme/payments'],
    ['pkg:npm/@acme/payments@1', 'pkg:npm/%40acme/payments@1'],
    ['pkg:pub/a-b', 'pkg:pub/a_b'],
    ['pkg:golang/github.com/Acme/Pay@V1', 'pkg:golang/github.com/acme/pay@V1'],
    ['pkg:generic/a//b', 'pkg:generic/a/b'],
    ["pkg:generic/a'(b)!*", 'pkg:generic/a%27%28b%29%21%2A'],
    ['pkg:generic/a?b=&c=+', 'pkg:generic/a?c=%2B'],
    ['pkg:generic/a#./b/../c', 'pkg:generic/a#b/c'],
  ])('%s is written %s', (given, written) => {
    expect(formatPurl(parsePurl(given)!)).toBe(written);
  });

  it.each([
    '',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'pkg:npm/@1',
    'pkg:npm/%zz',
    'pkg:npm/a@%zz',
    'pkg:npm/a?b=%zz',
    'pkg:npm/a#%zz',
    'ghcr.io/acme/payments',
  ])('is not %p', text => {
    expect(parsePurl(text)).toBeUndefined();
  });
});

interface Vector {
  test_type: 'parse' | 'build' | 'validate';
  input: string | PurlParts;
  expected_output: unknown;
}

const corpus = path.join(
  process.env.RELEASE_EVIDENCE_CORPUS ??
    path.resolve(__dirname, '../../../../../shared/corpus'),
  'purl/tests',
);

const vectors: [string, Vector][] = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.json'))
      .flatMap(name =>
        JSON.parse(readFileSync(path.join(corpus, name), 'utf8')).tests.map(
          (vector: Vector) => [name, vector],
        ),
      )
  : [];

/** What the vector asks for, with nothing written as the vectors write it. */
function answer({ test_type: kind, input }: Vector): unknown {
  const purl = typeof input === 'string' ? parsePurl(input) : normalPurl(input);
  if (!purl) {
    return null;
  }
  return kind === 'parse'
    ? {
        ...purl,
        qualifiers:
          Object.keys(purl.qualifiers).length > 0 ? purl.qualifiers : null,
      }
    : formatPurl(purl);
}

if (vectors.length === 0) {
  // eslint-disable-next-line no-console
  console.warn('SKIPPED the vectors of the purl specification: no corpus');
}

(vectors.length > 0 || process.env.RELEASE_EVIDENCE_CI === '1'
  ? describe
  : describe.skip)('the vectors of the specification', () => {
  it('are all met', () => {
    expect(vectors.length).toBeGreaterThan(100);
    expect(
      vectors.map(([name, vector]) => [name, vector.input, answer(vector)]),
    ).toEqual(
      vectors.map(([name, { input, expected_output: expected }]) => [
        name,
        input,
        expected,
      ]),
    );
  });
});
