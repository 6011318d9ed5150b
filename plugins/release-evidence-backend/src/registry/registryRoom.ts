import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EvidenceRecord } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { RegistrySettings } from '../config/registries';
import type { DocumentStore } from '../evidence/documentStore';
import type { Intake } from '../inbox/intake';
import { WorkLoop } from '../inbox/workLoop';
import { createFindingDelivery } from './findingDelivery';
import { RegistryClient } from './registryClient';
import { RegistryQueue } from './registryQueue';
import { RegistryWorker } from './registryWorker';

/** Asks registries about what came in, in the background. */
export class RegistryRoom {
  private constructor(
    private readonly queue: RegistryQueue,
    private readonly client: RegistryClient,
    private readonly loop: WorkLoop,
  ) {}

  static create(options: {
    knex: Knex;
    registries: Record<string, RegistrySettings>;
    intake: Intake;
    documents: DocumentStore;
    maxDocumentBytes: number;
    logger: LoggerService;
  }): RegistryRoom {
    const { knex, registries, intake, documents, logger } = options;
    const queue = new RegistryQueue(knex, new Set(Object.keys(registries)));
    const client = new RegistryClient({ registries });
    const worker = new RegistryWorker({
      queue,
      client,
      logger,
      deliver: createFindingDelivery({
        intake,
        documents,
        maxBytes: options.maxDocumentBytes,
      }),
    });
    const loop = new WorkLoop({
      name: 'Asking registries',
      logger,
      step: now => worker.work(now),
    });
    return new RegistryRoom(queue, client, loop);
  }

  /** Notes what is to be asked because of new records. */
  async consider(records: EvidenceRecord[], now: Date): Promise<void> {
    if ((await this.queue.enqueueFor(records, now)) > 0) {
      this.loop.nudge();
    }
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.loop.stop();
  }
}
