import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Digest,
  identifier,
  SignatureFact,
} from 'backstage-plugin-release-evidence-common';
import type { DocumentStore } from '../evidence/documentStore';
import type { EvidenceStore } from '../evidence/evidenceStore';
import type { ReleaseTracker } from '../releases/releaseTracker';
import type { SignatureStore, WaitingDocument } from './signatureStore';
import { VerificationPool, VerificationTimeoutError } from './verificationPool';

const BATCH = 16;
const LEASE_MS = 120_000;
const MOST_ATTEMPTS = 5;

/** Longer documents are no statements that anybody publishes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Verifies the documents that wait, and has what they touch scored again. */
export class VerificationWorker {
  constructor(
    private readonly options: {
      store: SignatureStore;
      pool: Pick<VerificationPool, 'verify'>;
      documents: DocumentStore;
      evidence: EvidenceStore;
      tracker: ReleaseTracker;
      logger: LoggerService;
      onVerified: () => void;
    },
  ) {}

  /** Takes and verifies one batch; answers whether there was anything to do. */
  async work(now: Date): Promise<boolean> {
    const { store, evidence, tracker, onVerified } = this.options;
    const claimed = await store.claim({
      now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      limit: BATCH,
    });
    const done = await Promise.all(
      claimed.map(waiting => this.verify(waiting, now)),
    );
    const found = await evidence.byIdentifiers(
      done.flatMap(document => (document ? identifier.document(document) : [])),
    );
    await tracker.track([...found.values()].flat(), now);
    if (claimed.length > 0) {
      onVerified();
    }
    return claimed.length > 0;
  }

  /** The document, once there are facts about it. */
  private async verify(
    waiting: WaitingDocument,
    now: Date,
  ): Promise<Digest | undefined> {
    const { store, logger } = this.options;
    const { document, attempts } = waiting;
    try {
      await store.save(document, await this.factsOf(waiting), now);
      return document;
    } catch (error) {
      logger.error(
        `Verifying ${document} failed (attempt ${attempts + 1})`,
        error instanceof Error ? error : new Error(String(error)),
      );
      if (attempts + 1 < MOST_ATTEMPTS) {
        return undefined;
      }
      const gaveUp = 'Verifying it failed again and again; the log says why.';
      await store.save(document, [unverifiable(gaveUp)], now);
      return document;
    }
  }

  private async factsOf({
    document,
    format,
  }: WaitingDocument): Promise<SignatureFact[]> {
    const parts: Buffer[] = [];
    let size = 0;
    const stream: AsyncIterable<Buffer> = await this.options.documents.open(
      document,
    );
    for await (const part of stream) {
      size += part.length;
      if (size > MOST_BYTES) {
        return [unverifiable('It is too large to be verified.')];
      }
      parts.push(part);
    }
    try {
      return await this.options.pool.verify(
        document,
        Buffer.concat(parts),
        format,
      );
    } catch (error) {
      if (error instanceof VerificationTimeoutError) {
        return [unverifiable('Verifying it took too long.')];
      }
      throw error;
    }
  }
}

function unverifiable(reason: string): SignatureFact {
  return { status: 'unverifiable', reason, claimedSigner: null };
}
