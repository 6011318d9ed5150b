import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { acrSourceType } from './acr/acrSource';
import { distributionSourceType } from './distribution/distributionSource';
import { dockerhubSourceType } from './dockerhub/dockerhubSource';
import { ecrSourceType } from './ecr/ecrSource';
import { garSourceType } from './gar/garSource';
import { harborSourceType } from './harbor/harborSource';
import { jfrogSourceType } from './jfrog/jfrogSource';
import { nexusSourceType } from './nexus/nexusSource';
import { quaySourceType } from './quay/quaySource';

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
        sourceTypes.addSourceType(acrSourceType);
        sourceTypes.addSourceType(distributionSourceType);
        sourceTypes.addSourceType(dockerhubSourceType);
        sourceTypes.addSourceType(ecrSourceType);
        sourceTypes.addSourceType(garSourceType);
        sourceTypes.addSourceType(harborSourceType);
        sourceTypes.addSourceType(jfrogSourceType);
        sourceTypes.addSourceType(nexusSourceType);
        sourceTypes.addSourceType(quaySourceType);
      },
    });
  },
});
