import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Content } from '@backstage/core-components';
import MoveToInboxIcon from '@material-ui/icons/MoveToInbox';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { releaseEvidenceApiRef, ReleaseEvidenceClient } from './api';
import { inboxRouteRef, rootRouteRef, TAB_PATH } from './routes';
import { inboxMessages } from './translations/inboxMessages';

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
    path: TAB_PATH,
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

const inboxPage = PageBlueprint.make({
  name: 'inbox',
  params: {
    path: '/release-evidence/inbox',
    title: inboxMessages.inbox.title,
    icon: <MoveToInboxIcon />,
    routeRef: inboxRouteRef,
    loader: async () => {
      const { InboxContent } = await import('./components/Inbox/InboxContent');
      return (
        <Content>
          <InboxContent />
        </Content>
      );
    },
  },
});

/** The Release Evidence frontend plugin. @public */
export const releaseEvidencePlugin = createFrontendPlugin({
  pluginId: 'release-evidence',
  title: 'Release Evidence',
  info: { packageJson: () => import('../package.json') },
  extensions: [releaseEvidenceApi, releaseEvidenceContent, inboxPage],
  routes: { root: rootRouteRef, inbox: inboxRouteRef },
});
