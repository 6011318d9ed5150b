import { Readable } from 'node:stream';
import fc from 'fast-check';
import { Line, linesOf } from './lines';

async function split(parts: (string | Buffer)[], limit = 1000) {
  const lines: Line[] = [];
  const stream = Readable.from(parts.map(part => Buffer.from(part)));
  for await (const line of linesOf(stream, limit)) {
    lines.push(line);
  }
  return lines.map(line =>
    'text' in line
      ? `${line.number} ${line.text.toString()}`
      : `${line.number} is too long`,
  );
}

describe('linesOf', () => {
  it.each<[string, string[], string[]]>([
    ['lines with an end', ['a\nb\n'], ['1 a', '2 b']],
    ['a last line without an end', ['a\nb'], ['1 a', '2 b']],
    ['a line in several parts', ['a', 'b', 'c\nd'], ['1 abc', '2 d']],
    ['empty lines', ['\n \r\n\t\na\n\n'], ['4 a']],
    ['nothing', [], []],
  ])('finds %s', async (_, parts, expected) => {
    expect(await split(parts)).toEqual(expected);
  });

  it('goes on behind a line that is too long', async () => {
    expect(await split(['abc\nab', 'cdef', 'g\nabc'], 3)).toEqual([
      '1 abc',
      '2 is too long',
      '3 abc',
    ]);
  });

  it('does not depend on where the parts end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[ab\n]{0,5}$/), { maxLength: 10 }),
        async parts => {
          expect(await split(parts, 4)).toEqual(
            await split([parts.join('')], 4),
          );
        },
      ),
    );
  });
});
