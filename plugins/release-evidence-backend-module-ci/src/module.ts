import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { azureDevopsSourceType } from './azureDevops/azureDevopsSource';
import { buildkiteSourceType } from './buildkite/buildkiteSource';
import { cdeventsSourceType } from './cdevents/cdeventsSource';
import { circleciSourceType } from './circleci/circleciSource';
import { jenkinsSourceType } from './jenkins/jenkinsSource';

/**
 * Adds the source types of CI services: `azure-devops`, `buildkite`, `cdevents`,
 * `circleci` and `jenkins`.
 *
 * @public
 */
export const releaseEvidenceModuleCi = createBackendModule({
  pluginId: 'release-evidence',
  moduleId: 'ci',
  register(registration) {
    registration.registerInit({
      deps: { sourceTypes: sourceTypesExtensionPoint },
      async init({ sourceTypes }) {
        sourceTypes.addSourceType(azureDevopsSourceType);
        sourceTypes.addSourceType(buildkiteSourceType);
        sourceTypes.addSourceType(cdeventsSourceType);
        sourceTypes.addSourceType(circleciSourceType);
        sourceTypes.addSourceType(jenkinsSourceType);
      },
    });
  },
});
