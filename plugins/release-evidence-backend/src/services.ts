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
import type { EventsService } from '@backstage/plugin-events-node';
import type { SourceType } from 'backstage-plugin-release-evidence-node';
import type { Policy } from 'backstage-plugin-release-evidence-common';
import type { Knex } from 'knex';
import type { Gatherer } from './assessment/gather';
import type { DatabaseDocumentStore } from './evidence/documentStore';
import type { EvidenceStore } from './evidence/evidenceStore';
import type { DeliveryStore } from './inbox/deliveryStore';
import type { Rejections } from './ingress/rejections';
import type { SourceRegistry } from './ingress/sourceRegistry';
import type { ReleaseEvidenceSettings } from './config/schema';
import type { SignatureStore, TrustSet } from './trust';
import type { ComponentStore } from './releases/componentStore';

/** What the plugin needs of the portal. */
export interface Services {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  sourceTypes: ReadonlyMap<string, SourceType<unknown>>;
}

/** What the rooms share: made once, and handed to whoever works with it. */
export interface Parts {
  settings: ReleaseEvidenceSettings;
  policy: Policy;
  knex: Knex;
  sources: SourceRegistry;
  components: ComponentStore;
  deliveries: DeliveryStore;
  documents: DatabaseDocumentStore;
  evidence: EvidenceStore;
  gatherer: Gatherer;
  rejections: Rejections;
  trust: TrustSet;
  signatures: SignatureStore;
}
