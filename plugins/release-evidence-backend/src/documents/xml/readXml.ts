import { SaxesParser, SaxesTagNS } from 'saxes';
import { refuse } from '../documentFault';

/*
 * Reading XML
 *
 * Saxes reads strictly and in pieces, so that of a large report only the
 * counts are ever held. It knows no entities but the five of XML itself, and
 * resolves nothing from outside; a document type is refused all the same, as no
 * report needs one and all tricks with entities do.
 */

/** An element as it opens. */
export interface XmlTag {
  name: string;
  namespace: string;
  /** By local name; those of other namespaces are left out. */
  attributes: Map<string, string>;
}

export interface XmlHandlers {
  open(tag: XmlTag): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Far deeper than any published format goes. */
const MAX_DEPTH = 128;

/** Of siblings that are counted, each name for itself. */
const MOST_NAMES = 1000;

const CHUNK_BYTES = 64 * 1024;

/** Where in the document the reader stands: `/testsuites/testsuite[2]`. */
export class XmlPlace {
  readonly #steps: { step: string; inside: Map<string, number> }[] = [];
  #top = new Map<string, number>();

  enter(name: string): void {
    const siblings = this.#steps.at(-1)?.inside ?? this.#top;
    const nth = (siblings.get(name) ?? 0) + 1;
    if (nth > 1 || siblings.size < MOST_NAMES) {
      siblings.set(name, nth);
    }
    this.#steps.push({
      step: nth > 1 ? `${name}[${nth}]` : name,
      inside: new Map(),
    });
  }

  leave(): void {
    this.#steps.pop();
  }

  get depth(): number {
    return this.#steps.length;
  }

  toString(): string {
    return this.#steps.map(({ step }) => `/${step.slice(0, 100)}`).join('');
  }
}

/** Reads a document from its first byte to its last. */
export function readXml(
  bytes: Buffer,
  place: XmlPlace,
  handlers: XmlHandlers,
): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => {
    throw refuse(
      `line ${parser.line}, column ${parser.column}`,
      'is no well-formed XML',
      'Send the document whole, as the tool wrote it',
    );
  });
  parser.on('doctype', () => {
    throw refuse(
      'DOCTYPE',
      'documents with a document type are not read',
      'Remove the DOCTYPE declaration',
    );
  });
  parser.on('opentag', tag => {
    place.enter(tag.local);
    if (place.depth > MAX_DEPTH) {
      throw refuse(
        `line ${parser.line}`,
        `elements are nested more than ${MAX_DEPTH} levels deep`,
        'Flatten the document; no published format nests this deep',
      );
    }
    handlers.open(tagOf(tag));
  });
  parser.on('closetag', tag => {
    handlers.close?.(tag.local);
    place.leave();
  });
  if (handlers.text) {
    parser.on('text', text => handlers.text?.(text));
    parser.on('cdata', text => handlers.text?.(text));
  }
  for (const chunk of chunksOf(bytes)) {
    parser.write(chunk);
  }
  parser.close();
}

function tagOf({ local, uri, attributes }: SaxesTagNS): XmlTag {
  return {
    name: local,
    namespace: uri,
    attributes: new Map(
      Object.values(attributes)
        .filter(({ prefix }) => prefix === '')
        .map(attribute => [attribute.local, attribute.value]),
    ),
  };
}

function* chunksOf(bytes: Buffer): Generator<string> {
  const decoder = decoderOf(bytes);
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield decoded(decoder, bytes.subarray(start, start + CHUNK_BYTES));
  }
  yield decoded(decoder);
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw refuse(
      'the document',
      `is XML with bytes that are no ${decoder.encoding}`,
      'Send the document encoded in UTF-8',
    );
  }
}

/** By the byte order mark, else by what the XML declaration says. */
function decoderOf(bytes: Buffer): TextDecoder {
  const start = bytes.subarray(0, 200).toString('latin1');
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(
    start,
  )?.[1];
  const encoding =
    (start.startsWith('\u00ff\u00fe') && 'utf-16le') ||
    (start.startsWith('\u00fe\u00ff') && 'utf-16be') ||
    declared ||
    'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw refuse(
      'the XML declaration',
      'names an encoding that is not read',
      'Send the document encoded in UTF-8',
    );
  }
}
