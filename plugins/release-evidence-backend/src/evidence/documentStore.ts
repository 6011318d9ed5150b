import { createHash } from 'node:crypto';
import { Readable, Transform, TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { NotFoundError } from '@backstage/errors';
import type { Digest } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

/*
 * Documents, kept by what they are
 *
 * An SBOM of 30 MB comes again with every build that changes nothing in it, so
 * a document is kept under the hash of its bytes, once. It is written as it
 * comes in, compressed, in pieces: no more than a piece is in memory, and no
 * row is larger than a database likes. The hash is known only at the end. So
 * the pieces belong to an upload, and become a document with the one row that
 * is written last. Whatever fails before that leaves pieces that nobody can
 * find; they are removed at once, or by `sweep` if the process was killed.
 *
 * Chosen against: files (replicas do not share them), large objects of
 * PostgreSQL (SQLite has none, and backups pass them over), and one row for a
 * document (both databases hold it in memory several times). An object store
 * can stand here instead: it need only implement `DocumentStore`.
 */

/** A document that is in the store. */
export interface KeptDocument {
  digest: Digest;
  /** Bytes, uncompressed. */
  size: number;
}

/** Where documents are kept by their content. */
export interface DocumentStore {
  /**
   * Keeps what the stream holds, and nothing if it fails half-way or is longer
   * than `maxBytes`.
   *
   * @throws DocumentTooLargeError
   */
  keep(source: Readable, maxBytes: number): Promise<KeptDocument>;
  /** @throws NotFoundError */
  open(digest: Digest): Promise<Readable>;
}

/** A document that is longer than was allowed. */
export class DocumentTooLargeError extends Error {
  readonly statusCode = 413;
  constructor(maxBytes: number) {
    super(
      `The document is larger than ${maxBytes} bytes, the limit in releaseEvidence.documents.maxSize`,
    );
    this.name = 'PayloadTooLargeError';
  }
}

const PIECE_BYTES = 256 * 1024;
const ABANDONED_MS = 24 * 3_600_000;

/** Hashes and counts what passes, and stops what is too long. */
class Meter extends Transform {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: TransformCallback,
  ): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes) {
      callback(new DocumentTooLargeError(this.maxBytes));
    } else {
      this.hash.update(chunk);
      callback(null, chunk);
    }
  }

  result(): KeptDocument {
    return { digest: `sha256:${this.hash.digest('hex')}`, size: this.size };
  }
}

/** Keeps documents in the plugin's own database. */
export class DatabaseDocumentStore implements DocumentStore {
  constructor(private readonly knex: Knex) {}

  async keep(source: Readable, maxBytes: number): Promise<KeptDocument> {
    const upload = uuidv7();
    const meter = new Meter(maxBytes);
    let position = 0;
    let storedSize = 0;
    try {
      await pipeline(source, meter, createGzip(), async compressed => {
        for await (const data of inPieces(compressed)) {
          await this.knex('document_pieces').insert({
            upload_id: upload,
            position,
            data,
            stored_at: new Date(),
          });
          position += 1;
          storedSize += data.length;
        }
      });
      return await this.finish(upload, meter.result(), storedSize);
    } catch (error) {
      await this.forget(upload);
      throw error;
    }
  }

  async open(digest: Digest): Promise<Readable> {
    const row = await this.knex('documents')
      .where({ digest })
      .first<{ upload_id: string } | undefined>('upload_id');
    if (!row) {
      throw new NotFoundError(`No document ${digest} is kept here`);
    }
    const expanded = createGunzip();
    // What goes wrong while reading reaches whoever reads, not the process.
    pipeline(Readable.from(this.pieces(row.upload_id)), expanded).catch(error =>
      expanded.destroy(error),
    );
    return expanded;
  }

  /** Removes what uploads left behind that never came to their end. */
  async sweep(now: Date): Promise<void> {
    await this.knex('document_pieces')
      .where('stored_at', '<', new Date(now.getTime() - ABANDONED_MS))
      .whereNotIn('upload_id', this.knex('documents').select('upload_id'))
      .delete();
  }

  private async finish(
    upload: string,
    kept: KeptDocument,
    storedSize: number,
  ): Promise<KeptDocument> {
    const inserted = await this.knex('documents')
      .insert({
        digest: kept.digest,
        upload_id: upload,
        size: kept.size,
        stored_size: storedSize,
        kept_at: new Date(),
      })
      .onConflict('digest')
      .ignore()
      .returning('digest');
    if (inserted.length === 0) {
      await this.forget(upload);
    }
    return kept;
  }

  private async forget(upload: string): Promise<void> {
    await this.knex('document_pieces').where({ upload_id: upload }).delete();
  }

  private async *pieces(upload: string): AsyncGenerator<Buffer> {
    for (let position = 0; ; position += 1) {
      const row = await this.knex('document_pieces')
        .where({ upload_id: upload, position })
        .first<{ data: Buffer } | undefined>('data');
      if (!row) {
        return;
      }
      yield Buffer.from(row.data);
    }
  }
}

async function* inPieces(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= PIECE_BYTES) {
      yield Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
    }
  }
  if (bytes > 0) {
    yield Buffer.concat(waiting);
  }
}
