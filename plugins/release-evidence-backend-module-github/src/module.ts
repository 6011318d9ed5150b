import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { githubSourceType } from './githubSource';

/**
 * Adds the source type `github`: source, CI, registry and deployment events of
 * GitHub and GitHub Enterprise.
 *
 * @public
 */
export const releaseEvidenceModuleGithub = createBackendModule({
  pluginId: 'release-evidence',
  moduleId: 'github',
  register(registration) {
    registration.registerInit({
      deps: { sourceTypes: sourceTypesExtensionPoint },
      async init({ sourceTypes }) {
        sourceTypes.addSourceType(githubSourceType);
      },
    });
  },
});
