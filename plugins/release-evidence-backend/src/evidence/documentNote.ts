import { createHash } from 'node:crypto';
import {
  canonicalJson,
  Commit,
  Digest,
  DocumentAttachment,
  DocumentContent,
  DocumentKept,
  DocumentKind,
  Instant,
  PredicateContent,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import type {
  Delivery,
  Observed,
} from 'backstage-plugin-release-evidence-node';
import { readDocument } from '../documents';
import type { DocumentStore } from './documentStore';

/** The name under which uploads stand among the sources. */
export const UPLOADS = 'upload';

/** What the inbox keeps of a document: which one it is, and what it is for. */
export interface DocumentNote {
  document: Digest;
  bytes: number;
  mediaType: string | null;
  format: DocumentKind;
  via: DocumentKept['via'];
  digest: Digest | null;
  repository: Repository | null;
  commit: Commit | null;
  component: string | null;
  attachment: DocumentAttachment | null;
  /** Who sent it: an entity ref, or the subject of a service's token. */
  by: string | null;
}

/** The delivery that a note is; the same document for the same thing is the same. */
export function noteDelivery(
  source: string,
  note: DocumentNote,
  receivedAt: Date,
) {
  const { by: _, ...said } = note;
  return {
    source,
    type: note.format,
    keys: [createHash('sha256').update(canonicalJson(said)).digest('hex')],
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(note)),
    receivedAt,
  };
}

/** Reads the document that a note speaks of, out of the bytes that are kept. */
export async function observeUpload(
  { body }: Delivery,
  documents: DocumentStore,
): Promise<Observed> {
  return observeNote(JSON.parse(body.toString('utf8')), documents);
}

/** The same of a note, wherever it stands. */
export async function observeNote(
  note: DocumentNote,
  documents: DocumentStore,
): Promise<Observed> {
  const contents = await contentsOf(note, documents);
  if ('reason' in contents) {
    return { events: [], reason: contents.reason };
  }
  return {
    events: [
      {
        key: note.document,
        observations: contents.map((content, position) =>
          observation(note, content, position),
        ),
      },
    ],
  };
}

async function contentsOf(
  note: DocumentNote,
  documents: DocumentStore,
): Promise<DocumentContent[] | { reason: string }> {
  const stream: AsyncIterable<Buffer> = await documents.open(note.document);
  if (note.format === 'log') {
    return [
      { kind: 'log', bytes: note.bytes, lines: await countLines(stream) },
    ];
  }
  const bytes = Buffer.alloc(note.bytes);
  let size = 0;
  for await (const part of stream) {
    size += part.copy(bytes, size);
  }
  const reading = readDocument({
    bytes,
    mediaType: note.mediaType,
    kind: note.format,
  });
  return 'problem' in reading
    ? { reason: `${reading.problem.field}: ${reading.problem.message}` }
    : reading.contents;
}

const NEWLINE = 0x0a;

async function countLines(stream: AsyncIterable<Buffer>): Promise<number> {
  let lines = 0;
  let last = NEWLINE;
  for await (const part of stream) {
    for (
      let end = part.indexOf(NEWLINE);
      end >= 0;
      end = part.indexOf(NEWLINE, end + 1)
    ) {
      lines += 1;
    }
    last = part[part.length - 1] ?? last;
  }
  return last === NEWLINE ? lines : lines + 1;
}

function observation(
  note: DocumentNote,
  content: DocumentContent,
  position: number,
): DocumentKept {
  const at = timeOf(content);
  return {
    kind: 'document',
    ...(at ? { time: { at, basis: 'payload' as const } } : {}),
    document: note.document,
    bytes: note.bytes,
    mediaType: note.mediaType,
    format: note.format,
    content,
    position,
    via: note.via,
    attachment: note.attachment,
    digest: note.digest,
    repository: note.repository,
    commit: note.commit,
    component: note.component,
  };
}

/** When a document was made, as it says itself. */
function timeOf(content: DocumentContent | PredicateContent): Instant | null {
  switch (content.kind) {
    case 'sbom':
      return content.createdAt;
    case 'check':
    case 'vex':
    case 'verification-summary':
    case 'source-provenance':
      return content.at;
    case 'provenance':
      return content.finishedAt ?? content.startedAt;
    case 'statement':
      return content.predicate ? timeOf(content.predicate) : null;
    default:
      return null;
  }
}
