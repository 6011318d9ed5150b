import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { releaseEvidenceApiRef, ReleaseEvidenceClient } from './api';
import { rootRouteRef } from './routes';

const releaseEvidenceApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: releaseEvidenceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ReleaseEvidenceClient(options),
    }),
});

/**
 * The tab stands on every component: one without the annotations is told which
 * ones are missing.
 */
const releaseEvidenceContent = EntityContentBlueprint.make({
  params: {
    path: '/release-evidence',
    title: 'Release Evidence',
    group: 'deployment',
    filter: { kind: 'component' },
    routeRef: rootRouteRef,
    loader: async () => {
      const { ReleaseEvidenceContent } = await import(
        './components/ReleaseEvidenceContent'
      );
      return <ReleaseEvidenceContent />;
    },
  },
});

/** The Release Evidence frontend plugin. @public */
export const releaseEvidencePlugin = createFrontendPlugin({
  pluginId: 'release-evidence',
  title: 'Release Evidence',
  info: { packageJson: () => import('../package.json') },
  extensions: [releaseEvidenceApi, releaseEvidenceContent],
  routes: { root: rootRouteRef },
});
