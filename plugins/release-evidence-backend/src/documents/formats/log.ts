import type { FormatReading } from './format';

const NEWLINE = 0x0a;

/** Counts the lines of a log, without making any text of it. */
export function readLog(bytes: Buffer): FormatReading {
  let lines = 0;
  let next = 0;
  for (
    let end = bytes.indexOf(NEWLINE);
    end >= 0;
    end = bytes.indexOf(NEWLINE, next)
  ) {
    lines++;
    next = end + 1;
  }
  return {
    specVersion: null,
    contents: [
      {
        kind: 'log',
        lines: next < bytes.length ? lines + 1 : lines,
        bytes: bytes.length,
      },
    ],
    warnings: [],
  };
}
