import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { UPLOADS } from './evidence/documentNote';
import type { Intake } from './inbox/intake';
import { Importer } from './ingress/importer';
import { createWebhookRouter } from './ingress/webhookRouter';
import { ReleaseAuthorizer } from './permissions/releaseAuthorizer';
import { ComponentReader } from './reads/componentReader';
import { DeliveryReader } from './reads/deliveryReader';
import { HealthReader } from './reads/healthReader';
import { ReleaseList } from './reads/releaseList';
import { ReleaseReader } from './reads/releaseReader';
import { Visibility } from './reads/visibility';
import { FINDINGS_SOURCE } from './registry';
import { addComponentRoutes } from './routes/componentRoutes';
import { addDeliveryRoutes } from './routes/deliveryRoutes';
import { addHealthRoutes } from './routes/healthRoutes';
import { addImportRoutes } from './routes/importRoutes';
import { addReleaseRoutes } from './routes/releaseRoutes';
import { addReplayRoutes } from './routes/replayRoutes';
import type { Parts, Services } from './services';
import { addUploadRoutes } from './uploads/uploadRoutes';

/** Every route of the plugin, each with the part that answers it. */
export function createRouter(
  services: Services,
  parts: Parts,
  background: { intake: Intake; nudgeInbox: () => void },
): Router {
  const { auditor, catalog, httpAuth } = services;
  const { knex, policy, gatherer, components, deliveries, evidence } = parts;
  const { intake, nudgeInbox } = background;
  const maxBodyBytes = parts.settings.ingress.maxBody;
  const authorizer = new ReleaseAuthorizer(
    services.permissions,
    services.permissionsRegistry,
  );
  const visibility = new Visibility(catalog, authorizer, components);

  const router = PromiseRouter();
  // Before anything that reads bodies: signatures cover the bytes as sent.
  router.use(createWebhookRouter({ ...parts, intake, maxBodyBytes }));
  addUploadRoutes(router, {
    httpAuth,
    auditor,
    authorizer,
    documents: parts.documents,
    intake,
    maxBytes: parts.settings.documents.maxSize,
  });
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
  const inbox = {
    httpAuth,
    auditor,
    authorizer,
    deliveries,
    reader: new DeliveryReader({ knex, deliveries, evidence, visibility }),
    onReplay: nudgeInbox,
  };
  addDeliveryRoutes(router, inbox);
  addReplayRoutes(router, inbox);
  addImportRoutes(router, {
    httpAuth,
    auditor,
    authorizer,
    importer: new Importer({
      sources: parts.sources,
      intake,
      maxLineBytes: maxBodyBytes,
    }),
  });
  addHealthRoutes(router, {
    httpAuth,
    authorizer,
    reader: new HealthReader(
      knex,
      parts.sources.all(),
      [UPLOADS, FINDINGS_SOURCE],
      parts.rejections,
      parts.trust,
    ),
  });
  return router;
}
