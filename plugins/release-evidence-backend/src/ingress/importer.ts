import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DeliveryImport,
  ImportAnswer,
} from 'backstage-plugin-release-evidence-common';
import type {
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import type { Intake, Receipt } from '../inbox/intake';
import { markImported } from './importMark';
import { keptHeaders } from './keptHeaders';
import { Line, linesOf } from './lines';
import { readRecording } from './recordedDelivery';
import type { SourceRegistry } from './sourceRegistry';

/*
 * Recorded deliveries
 *
 * A recording goes the way of a webhook: the source identifies it, and the
 * intake tells what it knows already, so an import may overlap with what came
 * by itself, and may be repeated. It differs in one thing. Senders do not record
 * the bytes that they signed, or leave the signature out, so a line without a
 * credential is taken on the word of whoever imports it, who needs a permission
 * of its own for that, and stands on the delivery from then on. A line that has
 * a credential is held to it: otherwise a forged one would pass by its side.
 *
 * Lines are taken in small batches, and no more is read of the request before a
 * batch is durable. That is fast, as the intake writes a batch with one commit,
 * and bounds the memory whatever the length of the recording.
 */

const BATCH_LINES = 100;
const BATCH_BYTES = 4 * 1024 * 1024;
const MAX_REASONS = 100;

export class Importer {
  constructor(
    private readonly options: {
      sources: SourceRegistry;
      intake: Intake;
      maxLineBytes: number;
    },
  ) {}

  /**
   * Takes in one recorded delivery for each line.
   *
   * @param by - who vouches for the lines that no sender vouches for
   * @throws ServiceUnavailableError when the store is down; what was accepted
   * until then is recognised when the import is repeated.
   */
  async import(
    stream: AsyncIterable<Buffer>,
    by: string,
  ): Promise<ImportAnswer> {
    const answer: ImportAnswer = {
      accepted: 0,
      duplicate: 0,
      failed: [],
      failedTotal: 0,
    };
    const lines = linesOf(stream, this.options.maxLineBytes);
    for await (const batch of batchesOf(lines)) {
      const outcomes = await Promise.all(
        batch.map(line => this.takeLine(line, by)),
      );
      outcomes.forEach((outcome, index) =>
        count(answer, batch[index].number, outcome),
      );
    }
    return answer;
  }

  private async takeLine(line: Line, by: string): Promise<Outcome> {
    if (!('text' in line)) {
      return {
        reason: `The line is longer than ${this.options.maxLineBytes} bytes, the limit in releaseEvidence.ingress.maxBody`,
      };
    }
    try {
      return await this.take(line.text, by);
    } catch (error) {
      if (error instanceof InputError || error instanceof NotFoundError) {
        return { reason: error.message };
      }
      throw error;
    }
  }

  private async take(line: Buffer, by: string): Promise<Receipt> {
    const { source: id, request } = readRecording(line);
    const source = this.served(id);
    const headers = keptHeaders(request.headers, source.keepHeaders);
    const proof = await proofOf(source, request, headers);
    const { type, keys } = source.identify(request);
    return this.options.intake.accept({
      source: id,
      type,
      keys,
      headers: markImported(headers, { by, proof }),
      body: request.body,
      receivedAt: new Date(),
    });
  }

  private served(id: string): Source {
    try {
      return this.options.sources.served(id);
    } catch {
      throw new NotFoundError(
        `source: no source "${id.slice(0, 100)}" is served here`,
      );
    }
  }
}

type Outcome = Receipt | { reason: string };

function count(answer: ImportAnswer, line: number, outcome: Outcome): void {
  if ('status' in outcome) {
    answer[outcome.status] += 1;
    return;
  }
  answer.failedTotal += 1;
  if (answer.failed.length < MAX_REASONS) {
    answer.failed.push({ line, reason: outcome.reason });
  }
}

/**
 * Whose word a recording stands on. Only its source knows what a credential
 * looks like, so it is asked twice: a request from which everything that may be
 * one was taken is refused for lacking it. Refused for anything else, the
 * recording has one, and it is wrong.
 *
 * @throws InputError for a wrong credential.
 */
async function proofOf(
  source: Source,
  request: WebhookRequest,
  keptOnly: Record<string, string>,
): Promise<DeliveryImport['proof']> {
  const given = await source.authenticate(request);
  if (given.authenticated) {
    return 'sender';
  }
  const without = await source.authenticate({ ...request, headers: keptOnly });
  if (!without.authenticated && without.reason === given.reason) {
    return 'importer';
  }
  throw new InputError(
    `headers: ${given.reason}. Give the body as it was signed, in bodyBase64, or leave the credential's headers out and vouch for the line yourself`,
  );
}

async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for await (const line of lines) {
    batch.push(line);
    bytes += 'text' in line ? line.text.length : 0;
    if (batch.length === BATCH_LINES || bytes >= BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}
