import type { DocumentKind } from 'backstage-plugin-release-evidence-common';
import { DocumentFault, refuse } from '../documentFault';
import type { FormatReading } from '../formats/format';
import { assertUtf8, endOfValue, skipBlanks } from './jsonBytes';
import { JsonDocument } from './jsonDocument';

/** Kinds that come as JSON Lines, several in one document. */
const STATEMENTS: DocumentKind[] = ['sigstore-bundle', 'dsse', 'in-toto'];

const MOST_STATEMENTS = 10_000;

interface Read {
  kind: DocumentKind;
  reading: FormatReading;
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
  let start = skipBlanks(bytes, 0);
  let end = endOfValue(bytes, start);
  if (skipBlanks(bytes, end) === bytes.length) {
    return undefined;
  }
  const all: Read[] = [];
  while (start < bytes.length) {
    const line = bytes.subarray(start, end);
    all.push(atLine(all.length + 1, () => read(JsonDocument.of(line))));
    start = skipBlanks(bytes, end);
    end = start < bytes.length ? endOfValue(bytes, start) : start;
  }
  return joined(all);
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
  if (line > MOST_STATEMENTS) {
    throw refuse(
      `line ${line}`,
      `more than ${MOST_STATEMENTS} statements in one document`,
      'Send them in several documents',
    );
  }
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
