import {
  Digest,
  DocumentKind,
  EvidenceRecord,
  SignatureFact,
} from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import { chunked, skipLocked } from '../database/dialect';

/** A document that waits to be verified. */
export interface WaitingDocument {
  document: Digest;
  format: DocumentKind;
  attempts: number;
}

const SIGNED: DocumentKind[] = [
  'sigstore-bundle',
  'dsse',
  'in-toto',
  'cosign-signature',
];

interface Row {
  document: Digest;
  format: DocumentKind;
  attempts: number;
  facts: string | null;
}

/**
 * Keeps what verifying found out, for one set of trust roots and keys. Facts of
 * another set stay: a replica with the configuration of yesterday reads them.
 */
export class SignatureStore {
  constructor(private readonly knex: Knex, private readonly trust: Digest) {}

  /** Queues the documents among new evidence; answers whether there were any. */
  async consider(records: EvidenceRecord[], now: Date): Promise<boolean> {
    const rows = new Map<Digest, DocumentKind>();
    for (const { observation } of records) {
      if (
        observation.kind === 'document' &&
        SIGNED.includes(observation.format)
      ) {
        rows.set(observation.document, observation.format);
      }
    }
    for (const chunk of chunked([...rows], 5)) {
      await this.knex('signature_facts')
        .insert(
          chunk.map(([document, format]) => ({
            document,
            format,
            trust: this.trust,
            attempts: 0,
            due_at: now,
          })),
        )
        .onConflict(['document', 'trust'])
        .ignore();
    }
    return rows.size > 0;
  }

  /** Queues all that was verified under other roots and keys than these. */
  async adopt(now: Date): Promise<void> {
    const { knex, trust } = this;
    await knex(
      knex.raw('signature_facts (document, trust, format, attempts, due_at)'),
    )
      .insert(
        knex('signature_facts as other')
          .whereNot('other.trust', trust)
          .whereNotExists(
            knex('signature_facts as own')
              .where('own.trust', trust)
              .whereRaw('own.document = other.document'),
          )
          .groupBy('other.document', 'other.format')
          .select(
            'other.document',
            knex.raw('?', [trust]),
            'other.format',
            knex.raw('0'),
            knex.raw('?', [now]),
          ),
      )
      .onConflict()
      .ignore();
  }

  /** Takes waiting documents and leases them until `leaseUntil`. */
  async claim(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
  }): Promise<WaitingDocument[]> {
    const { now, leaseUntil, limit } = options;
    return this.knex.transaction(async transaction => {
      const due: Row[] = await skipLocked(
        transaction('signature_facts')
          .where({ trust: this.trust })
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .select('document', 'format', 'attempts'),
        transaction,
      );
      await transaction('signature_facts')
        .where({ trust: this.trust })
        .whereIn(
          'document',
          due.map(({ document }) => document),
        )
        .update({
          due_at: leaseUntil,
          attempts: transaction.raw('attempts + 1'),
        });
      return due;
    });
  }

  /** Stores what was found out about a document. */
  async save(
    document: Digest,
    facts: SignatureFact[],
    now: Date,
  ): Promise<void> {
    await this.knex('signature_facts')
      .where({ document, trust: this.trust })
      .update({
        facts: JSON.stringify(facts),
        due_at: null,
        verified_at: now,
      });
  }

  /** The facts of documents, by document; those that wait are left out. */
  async of(documents: Digest[]): Promise<Map<Digest, SignatureFact[]>> {
    const found = new Map<Digest, SignatureFact[]>();
    for (const chunk of chunked([...new Set(documents)])) {
      const rows: Row[] = await this.knex('signature_facts')
        .where({ trust: this.trust })
        .whereIn('document', chunk)
        .whereNotNull('facts')
        .select('document', 'facts');
      for (const { document, facts } of rows) {
        found.set(document, JSON.parse(facts ?? '[]'));
      }
    }
    return found;
  }
}
