import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SourceType } from 'backstage-plugin-release-evidence-node';
import PromiseRouter from 'express-promise-router';
import { Assessor } from './assessment/assessor';
import { AssessmentStore } from './assessment/assessmentStore';
import { Gatherer } from './assessment/gather';
import { policyFrom, readSettings } from './config/settings';
import { connect } from './database/connect';
import { createDeliveryProcessor } from './evidence/deliveryProcessor';
import { EvidenceStore } from './evidence/evidenceStore';
import { DeliveryStore } from './inbox/deliveryStore';
import { InboxWorker } from './inbox/inboxWorker';
import { Intake } from './inbox/intake';
import { WorkLoop } from './inbox/workLoop';
import { Rejections } from './ingress/rejections';
import { SourceRegistry } from './ingress/sourceRegistry';
import { createWebhookRouter } from './ingress/webhookRouter';
import { ReleaseAuthorizer } from './permissions/releaseAuthorizer';
import { ComponentReader } from './reads/componentReader';
import { HealthReader } from './reads/healthReader';
import { ReleaseList } from './reads/releaseList';
import { ReleaseReader } from './reads/releaseReader';
import { Visibility } from './reads/visibility';
import { CatalogSync } from './releases/catalogSync';
import { ComponentStore } from './releases/componentStore';
import { ReleaseQueue } from './releases/releaseQueue';
import { ReleaseTracker } from './releases/releaseTracker';
import { addComponentRoutes } from './routes/componentRoutes';
import { addDeliveryRoutes } from './routes/deliveryRoutes';
import { addHealthRoutes } from './routes/healthRoutes';
import { addReleaseRoutes } from './routes/releaseRoutes';

/** What the plugin needs of the portal. */
export interface Services {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  sourceTypes: ReadonlyMap<string, SourceType<unknown>>;
}

/** Puts the rooms together: which part gets which other, and no rule at all. */
export async function startReleaseEvidence(services: Services): Promise<void> {
  const { config, logger, lifecycle, httpRouter } = services;
  const settings = readSettings(config);
  const policy = policyFrom(settings);
  const sources = SourceRegistry.create(settings.sources, services.sourceTypes);
  const knex = await connect(services.database);

  const evidence = new EvidenceStore(knex);
  const components = new ComponentStore(knex);
  const tracker = new ReleaseTracker(knex, evidence);
  const gatherer = new Gatherer(
    knex,
    evidence,
    components,
    policy.environments,
  );

  const scoring = new WorkLoop({
    name: 'Scoring',
    logger,
    step: now => assessor.work(now),
  });
  const assessor = new Assessor({
    queue: new ReleaseQueue(knex),
    gatherer,
    store: new AssessmentStore(knex, policy.environments),
    policy,
    logger,
  });

  const deliveries = new DeliveryStore(knex);
  const worker = new InboxWorker({
    store: deliveries,
    logger,
    process: createDeliveryProcessor({
      observe: sources.observe,
      evidence,
      onAppended: async (records, now) => {
        await tracker.track(records, now);
        scoring.nudge();
      },
    }),
  });
  const inbox = new WorkLoop({
    name: 'The inbox',
    logger,
    step: now => worker.work(now),
  });

  const sync = new CatalogSync({
    catalog: services.catalog,
    auth: services.auth,
    components,
    tracker,
    logger,
    onAdopted: () => scoring.nudge(),
  });

  const rejections = new Rejections(knex, logger);
  addRoutes(services, {
    knex,
    policy,
    gatherer,
    sources,
    components,
    deliveries,
    evidence,
    rejections,
    intake: new Intake(knex, () => inbox.nudge()),
    maxBodyBytes: settings.ingress.maxBody,
    onReplay: () => inbox.nudge(),
  });
  httpRouter.addAuthPolicy({ path: '/webhooks', allow: 'unauthenticated' });

  lifecycle.addStartupHook(async () => {
    inbox.start();
    scoring.start();
    await scheduleCatalogSync(services, sync);
  });
  lifecycle.addShutdownHook(async () => {
    await inbox.stop();
    await scoring.stop();
    await rejections.flush();
  });
}

const SYNC_SECONDS = 20;

/**
 * The first reading is tried every second, as the catalog may be starting in
 * this very process; a portal with many components is read rarely after that.
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
    fn: () => sync.refresh(),
  });
  const first = new WorkLoop({
    name: 'The first reading of the catalog',
    logger,
    step: async () => {
      await sync.refresh();
      void first.stop();
      return false;
    },
  });
  first.start();
}

function addRoutes(
  services: Services,
  parts: {
    knex: Awaited<ReturnType<typeof connect>>;
    policy: ReturnType<typeof policyFrom>;
    gatherer: Gatherer;
    sources: SourceRegistry;
    components: ComponentStore;
    deliveries: DeliveryStore;
    evidence: EvidenceStore;
    rejections: Rejections;
    intake: Intake;
    maxBodyBytes: number;
    onReplay: () => void;
  },
): void {
  const { auditor, catalog, httpAuth, httpRouter } = services;
  const { knex, policy, gatherer, components, deliveries, evidence } = parts;
  const authorizer = new ReleaseAuthorizer(
    services.permissions,
    services.permissionsRegistry,
  );
  const visibility = new Visibility(catalog, authorizer, components);

  const router = PromiseRouter();
  // Before anything that reads bodies: signatures cover the bytes as sent.
  router.use(createWebhookRouter(parts));
  addReleaseRoutes(router, {
    httpAuth,
    list: new ReleaseList(knex, policy.environments, visibility),
    reader: new ReleaseReader({ knex, gatherer, policy, visibility }),
  });
  addComponentRoutes(router, {
    httpAuth,
    visibility,
    reader: new ComponentReader({ knex, gatherer, policy }),
  });
  addDeliveryRoutes(router, {
    httpAuth,
    auditor,
    authorizer,
    deliveries,
    evidence,
    onReplay: parts.onReplay,
  });
  addHealthRoutes(router, {
    httpAuth,
    authorizer,
    reader: new HealthReader(knex, parts.sources.all(), parts.rejections),
  });
  httpRouter.use(router);
}
