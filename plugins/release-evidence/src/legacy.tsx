/**
 * The Release Evidence tab and inbox, for the portal's old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { hasReleaseEvidence } from 'backstage-plugin-release-evidence-common';
import { releaseEvidenceApiRef, ReleaseEvidenceClient } from './api';
import { inboxRouteRef, rootRouteRef } from './routes';

/** The Release Evidence frontend plugin. @public */
export const releaseEvidencePlugin = createPlugin({
  id: 'release-evidence',
  apis: [
    createApiFactory({
      api: releaseEvidenceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ReleaseEvidenceClient(options),
    }),
  ],
  routes: { root: rootRouteRef, inbox: inboxRouteRef },
});

/** The tab, for an `EntityLayout.Route`. @public */
export const EntityReleaseEvidenceContent = releaseEvidencePlugin.provide(
  createRoutableExtension({
    name: 'EntityReleaseEvidenceContent',
    component: () =>
      import('./components/ReleaseEvidenceContent').then(
        module => module.ReleaseEvidenceContent,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** The inbox of deliveries, for a `Route`. @public */
export const ReleaseEvidenceInboxPage = releaseEvidencePlugin.provide(
  createRoutableExtension({
    name: 'ReleaseEvidenceInboxPage',
    component: () =>
      import('./components/Inbox/InboxPage').then(module => module.InboxPage),
    mountPoint: inboxRouteRef,
  }),
);

/** Whether a component has the annotations that the tab goes by. @public */
export const isReleaseEvidenceAvailable = hasReleaseEvidence;

export { releaseEvidenceApiRef, ReleaseEvidenceClient } from './api';
export type { ReleaseEvidenceApi } from './api';
export { releaseEvidenceTranslationRef } from './translations';
