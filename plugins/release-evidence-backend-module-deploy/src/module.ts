import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { argocdSourceType } from './argocd/argocdSource';
import { fluxSourceType } from './flux/fluxSource';
import { genericSourceType } from './generic/genericSource';
import { kubernetesSourceType } from './kubernetes/kubernetesSource';
import { spinnakerSourceType } from './spinnaker/spinnakerSource';

/**
 * Adds the source types of deployers and clusters, and our own generic one.
 *
 * @public
 */
export const releaseEvidenceModuleDeploy = createBackendModule({
  pluginId: 'release-evidence',
  moduleId: 'deploy',
  register(registration) {
    registration.registerInit({
      deps: { sourceTypes: sourceTypesExtensionPoint },
      async init({ sourceTypes }) {
        sourceTypes.addSourceType(argocdSourceType);
        sourceTypes.addSourceType(fluxSourceType);
        sourceTypes.addSourceType(spinnakerSourceType);
        sourceTypes.addSourceType(kubernetesSourceType);
        sourceTypes.addSourceType(genericSourceType);
      },
    });
  },
});
