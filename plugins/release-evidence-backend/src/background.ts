import { availableParallelism } from 'node:os';
import { Assessor } from './assessment/assessor';
import { AssessmentStore } from './assessment/assessmentStore';
import { oneReplicaAtATime, START_LOCK } from './database/replicaLock';
import { createDeliveryProcessor } from './evidence/deliveryProcessor';
import { observeUpload, UPLOADS } from './evidence/documentNote';
import type { DatabaseDocumentStore } from './evidence/documentStore';
import { InboxWorker } from './inbox/inboxWorker';
import { Intake } from './inbox/intake';
import { WorkLoop } from './inbox/workLoop';
import { FINDINGS_SOURCE } from './registry';
import { observeFinding } from './registry/findingDelivery';
import { RegistryRoom } from './registry/registryRoom';
import { CatalogSync } from './releases/catalogSync';
import { ReleaseQueue } from './releases/releaseQueue';
import { ReleaseTracker } from './releases/releaseTracker';
import type { Parts, Services } from './services';
import { VerificationPool, VerificationWorker } from './trust';

/*
 * The background shares its process and its database with the ingress, whose
 * senders wait and give up after some seconds, as nobody does on the background.
 * So it steps aside while requests wait for the store, and only so far that it
 * still gets a batch done every half second; what it puts off then it catches
 * up on when it is quiet again.
 */
const STEP_ASIDE_MS = 500;
const GATHER_MS = 20;

const MOST_THREADS = 4;
const VERIFICATION_MS = 30_000;

/** What goes on besides answering requests. */
export class Background {
  readonly intake: Intake;
  private readonly inbox: WorkLoop;
  private readonly scoring: WorkLoop;
  private readonly verification: WorkLoop;
  private readonly pool: VerificationPool;
  private readonly registries: RegistryRoom;
  private readonly sync: CatalogSync;

  constructor(
    private readonly services: Services,
    private readonly parts: Parts,
  ) {
    const { auth, catalog, logger } = services;
    const { knex, components, documents, evidence, settings } = parts;
    const tracker = new ReleaseTracker(knex, evidence);
    this.intake = new Intake(knex, this.nudgeInbox);
    this.registries = RegistryRoom.create({
      knex,
      registries: settings.registries,
      intake: this.intake,
      documents,
      maxDocumentBytes: settings.documents.maxSize,
      logger,
    });
    this.scoring = this.loop('Scoring', this.assessor());
    this.pool = new VerificationPool(parts.trust.files, {
      threads: Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
      timeoutMs: VERIFICATION_MS,
    });
    this.verification = this.loop('Verification', this.verifier(tracker));
    this.inbox = this.loop('The inbox', this.inboxWorker(tracker));
    this.sync = new CatalogSync({
      catalog,
      auth,
      components,
      tracker,
      logger,
      onAdopted: () => this.scoring.nudge(),
    });
  }

  readonly nudgeInbox = (): void => this.inbox.nudge();

  async start(): Promise<void> {
    this.inbox.start();
    this.scoring.start();
    await this.parts.signatures.adopt(new Date());
    this.verification.start();
    this.registries.start();
    // The scheduler makes its tables when it is first asked for something.
    await oneReplicaAtATime(this.parts.knex, START_LOCK, async () => {
      await scheduleCatalogSync(this.services, this.sync);
      await scheduleSweep(this.services, this.parts.documents);
    });
  }

  async stop(): Promise<void> {
    await this.registries.stop();
    await this.inbox.stop();
    await this.pool.close();
    await this.verification.stop();
    await this.scoring.stop();
    await this.parts.rejections.flush();
  }

  private loop(
    name: string,
    worker: { work(now: Date): Promise<boolean> },
  ): WorkLoop {
    return new WorkLoop({
      name,
      logger: this.services.logger,
      step: now => worker.work(now),
      restMs: () => (this.intake.busy ? STEP_ASIDE_MS : GATHER_MS),
    });
  }

  private assessor(): Assessor {
    const { knex, policy, gatherer } = this.parts;
    return new Assessor({
      queue: new ReleaseQueue(knex),
      gatherer,
      store: new AssessmentStore(knex, policy.environments),
      policy,
      logger: this.services.logger,
    });
  }

  private verifier(tracker: ReleaseTracker): VerificationWorker {
    const { signatures, documents, evidence } = this.parts;
    return new VerificationWorker({
      store: signatures,
      pool: this.pool,
      documents,
      evidence,
      tracker,
      logger: this.services.logger,
      onVerified: () => this.scoring.nudge(),
    });
  }

  private inboxWorker(tracker: ReleaseTracker): InboxWorker {
    const { deliveries, documents, evidence, sources } = this.parts;
    return new InboxWorker({
      store: deliveries,
      logger: this.services.logger,
      process: createDeliveryProcessor({
        observe: (source, delivery) => {
          switch (source) {
            case UPLOADS:
              return observeUpload(delivery, documents);
            case FINDINGS_SOURCE:
              return observeFinding(delivery, documents);
            default:
              return sources.observe(source, delivery);
          }
        },
        evidence,
        onAppended: async (records, now) => {
          await tracker.track(records, now);
          await this.registries.consider(records, now);
          if (await this.parts.signatures.consider(records, now)) {
            this.verification.nudge();
          }
          this.scoring.nudge();
        },
      }),
    });
  }
}

/** Removes, once a day, what interrupted uploads left behind. */
async function scheduleSweep(
  { scheduler }: Services,
  documents: DatabaseDocumentStore,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'release-evidence-document-sweep',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 5 },
    scope: 'global',
    fn: () => documents.sweep(new Date()),
  });
}

const SYNC_SECONDS = 20;

/**
 * Until something is in the catalog it is read every second, as it may be
 * starting in this very process; a full one is read rarely.
 */
async function scheduleCatalogSync(
  { scheduler, logger }: Services,
  sync: CatalogSync,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'release-evidence-catalog-sync',
    frequency: { seconds: SYNC_SECONDS },
    timeout: { minutes: 2 },
    initialDelay: { seconds: SYNC_SECONDS },
    scope: 'local',
    fn: async () => {
      await sync.refresh();
    },
  });
  const first = new WorkLoop({
    name: 'The first reading of the catalog',
    logger,
    step: async () => {
      if ((await sync.refresh()) > 0) {
        void first.stop();
      }
      return false;
    },
  });
  first.start();
}
