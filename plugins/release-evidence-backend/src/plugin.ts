import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { releaseEvidencePermissions } from 'backstage-plugin-release-evidence-common';
import {
  SourceType,
  sourceTypesExtensionPoint,
} from 'backstage-plugin-release-evidence-node';
import { releaseResourceRef, releaseRules } from './permissions/releaseRules';
import { startReleaseEvidence } from './service';

/**
 * Takes in registry, CI and deploy webhooks, keeps them as evidence, and scores
 * each release of every catalog component.
 *
 * @public
 */
export const releaseEvidencePlugin = createBackendPlugin({
  pluginId: 'release-evidence',
  register(registration) {
    const sourceTypes = new Map<string, SourceType<unknown>>();
    registration.registerExtensionPoint(sourceTypesExtensionPoint, {
      addSourceType(sourceType) {
        if (sourceTypes.has(sourceType.type)) {
          throw new ConflictError(
            `The source type "${sourceType.type}" is added twice`,
          );
        }
        sourceTypes.set(
          sourceType.type,
          // Each type reads only configuration that its own schema let through.
          sourceType as SourceType<unknown>,
        );
      },
    });
    registration.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(services) {
        services.permissionsRegistry.addResourceType({
          resourceRef: releaseResourceRef,
          permissions: releaseEvidencePermissions.filter(
            permission => 'resourceType' in permission,
          ),
          rules: Object.values(releaseRules),
        });
        services.permissionsRegistry.addPermissions(
          releaseEvidencePermissions.filter(
            permission => !('resourceType' in permission),
          ),
        );
        await startReleaseEvidence({ ...services, sourceTypes });
      },
    });
  },
});
