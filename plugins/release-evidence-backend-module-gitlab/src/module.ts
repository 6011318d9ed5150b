import { createBackendModule } from '@backstage/backend-plugin-api';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import { gitlabSourceType } from './gitlabSource';

/**
 * Adds the source type `gitlab`: source, CI and deployment events of GitLab.com
 * and of GitLab that a company runs itself.
 *
 * @public
 */
export const releaseEvidenceModuleGitlab = createBackendModule({
  pluginId: 'release-evidence',
  moduleId: 'gitlab',
  register(registration) {
    registration.registerInit({
      deps: { sourceTypes: sourceTypesExtensionPoint },
      async init({ sourceTypes }) {
        sourceTypes.addSourceType(gitlabSourceType);
      },
    });
  },
});
