/** A line of a stream, or that there is one which is too long to be read. */
export type Line =
  | { number: number; text: Buffer }
  | { number: number; tooLong: true };

const NEWLINE = 0x0a;

/**
 * Splits a stream into its lines as it comes; empty ones are counted and left
 * out. Never more than one line is held, and of one that is over the limit
 * nothing: the next line starts where it ends.
 */
export async function* linesOf(
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;

  const hold = (part: Buffer) => {
    size += part.length;
    if (size <= maxBytes) {
      parts.push(part);
    } else {
      parts = [];
    }
  };
  const take = (): Line | undefined => {
    number += 1;
    const line: Line =
      size > maxBytes
        ? { number, tooLong: true }
        : { number, text: Buffer.concat(parts) };
    parts = [];
    size = 0;
    return 'text' in line && isBlank(line.text) ? undefined : line;
  };

  for await (const part of stream) {
    let start = 0;
    for (
      let end = part.indexOf(NEWLINE);
      end >= 0;
      end = part.indexOf(NEWLINE, start)
    ) {
      hold(part.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line) {
        yield line;
      }
    }
    hold(part.subarray(start));
  }
  const last = take();
  if (last) {
    yield last;
  }
}

function isBlank(text: Buffer): boolean {
  return text.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
