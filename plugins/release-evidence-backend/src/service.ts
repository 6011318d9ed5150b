import { Gatherer } from './assessment/gather';
import { Background } from './background';
import { policyFrom, readSettings } from './config/settings';
import { connect } from './database/connect';
import { DatabaseDocumentStore } from './evidence/documentStore';
import { EvidenceStore } from './evidence/evidenceStore';
import { DeliveryStore } from './inbox/deliveryStore';
import { bridgeEvents } from './ingress/eventsBridge';
import { Rejections } from './ingress/rejections';
import { SourceRegistry } from './ingress/sourceRegistry';
import { ComponentStore } from './releases/componentStore';
import { loadTrust, portalFolder, SignatureStore } from './trust';
import { createRouter } from './router';
import type { Parts, Services } from './services';

/** Puts the rooms together: which part gets which other, and no rule at all. */
export async function startReleaseEvidence(services: Services): Promise<void> {
  const { events, lifecycle, httpRouter } = services;
  const parts = await createParts(services);
  const background = new Background(services, parts);
  const { intake } = background;

  httpRouter.addAuthPolicy({ path: '/webhooks', allow: 'unauthenticated' });
  httpRouter.use(createRouter(services, parts, background));
  await bridgeEvents({
    ...parts,
    bridge: parts.settings.bridge,
    events,
    intake,
  });
  lifecycle.addStartupHook(() => background.start());
  lifecycle.addShutdownHook(() => background.stop());
}

async function createParts(services: Services): Promise<Parts> {
  const settings = readSettings(services.config);
  const policy = policyFrom(settings);
  const trust = await loadTrust(settings.trust, portalFolder(process.cwd()));
  const sources = SourceRegistry.create(settings.sources, services.sourceTypes);
  const knex = await connect(services.database);
  const components = new ComponentStore(knex);
  const evidence = new EvidenceStore(knex);
  const signatures = new SignatureStore(knex, trust.hash);
  return {
    settings,
    policy,
    knex,
    sources,
    components,
    deliveries: new DeliveryStore(knex),
    documents: new DatabaseDocumentStore(knex),
    evidence,
    trust,
    signatures,
    gatherer: new Gatherer(
      knex,
      evidence,
      components,
      policy.environments,
      signatures,
    ),
    rejections: new Rejections(knex, services.logger),
  };
}
