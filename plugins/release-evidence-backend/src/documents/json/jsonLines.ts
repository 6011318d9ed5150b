import type { DocumentKind } from 'backstage-plugin-release-evidence-common';
import { DocumentFault, refuse } from '../documentFault';
import type { FormatReading } from '../formats/format';
import { assertUtf8, endOfValue, skipBlanks } from './jsonBytes';
import { JsonDocument } from './jsonDocument';

/** Kinds that come as JSON Lines, several in one document. */
const STATEMENTS: DocumentKind[] = [
  'sigstore-bundle',
  'dsse',
  'in-toto',
  'cosign-signature',
];

const MOST_STATEMENTS = 10_000;

interface Read {
  kind: DocumentKind;
  reading: FormatReading;
}

/** The JSON values that stand one behind the other in some bytes. */
export function statementRanges(bytes: Buffer): Buffer[] {
  assertUtf8(bytes);
  const ranges: Buffer[] = [];
  let start = skipBlanks(bytes, 0);
  while (start < bytes.length) {
    const end = endOfValue(bytes, start);
    ranges.push(bytes.subarray(start, end));
    if (ranges.length > MOST_STATEMENTS) {
      throw refuse(
        `line ${ranges.length}`,
        `more than ${MOST_STATEMENTS} statements in one document`,
        'Send them in several documents',
      );
    }
    start = skipBlanks(bytes, end);
  }
  return ranges;
}

/**
 * Reads statements that stand one behind the other, which may be of several
 * kinds: the whole is then of the first one's. Undefined when there is only one.
 */
export function readStatements(
  bytes: Buffer,
  read: (document: JsonDocument) => Read,
): Read | undefined {
  assertUtf8(bytes);
  const end = endOfValue(bytes, skipBlanks(bytes, 0));
  if (skipBlanks(bytes, end) === bytes.length) {
    return undefined;
  }
  return joined(
    statementRanges(bytes).map((range, index) =>
      atLine(index + 1, () => read(JsonDocument.of(range))),
    ),
  );
}

function joined(all: Read[]): Read {
  const [{ kind, reading }] = all;
  return {
    kind,
    reading: {
      specVersion: reading.specVersion,
      contents: all.flatMap(({ reading: { contents } }) => contents),
      warnings: all.flatMap(({ reading: { warnings } }, index) =>
        warnings.map(warning => `line ${index + 1}: ${warning}`),
      ),
    },
  };
}

function atLine(line: number, read: () => Read): Read {
  try {
    const one = read();
    if (!STATEMENTS.includes(one.kind)) {
      throw refuse(
        '/',
        `is of the kind ${one.kind}, which is sent alone`,
        'Send only statements as JSON Lines',
      );
    }
    return one;
  } catch (error) {
    if (error instanceof DocumentFault) {
      const { field, message, remedy } = error.problem;
      throw refuse(`line ${line}: ${field}`, message, remedy);
    }
    throw error;
  }
}
