import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { distributionSourceType } from './distribution/distributionSource';

/**
 * Adds the source types of artifact registries.
 *
 * @public
 */
export const releaseEvidenceModuleRegistry = createBackendModule({
  pluginId: 'release-evidence',
  moduleId: 'registry',
  register(registration) {
    registration.registerInit({
      deps: { sourceTypes: sourceTypesExtensionPoint },
      async init({ sourceTypes }) {
        sourceTypes.addSourceType(distributionSourceType);
      },
    });
  },
});
