import type { Entity } from '@backstage/catalog-model';
import * as newSystem from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import * as oldSystem from '@backstage/test-utils';
import { act, RenderResult } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { releaseEvidenceApiRef } from '../api';
import { ReleaseEvidenceContent } from '../components/ReleaseEvidenceContent';
import { rootRouteRef } from '../routes';
import type { FakeApi } from './fakeApi';
import { payments } from './fixtures';

/** How a test shows the tab of a component. */
export type RenderTab = (options: {
  api: FakeApi;
  entity?: Entity;
  /** The address within the tab. */
  path?: string;
}) => Promise<RenderResult>;

const TAB = '/payments/release-evidence';

const inNewSystem: RenderTab = async ({ api, entity = payments, path = '' }) =>
  // The new system renders at once; what it loads belongs to the rendering.
  act(async () =>
    newSystem.renderInTestApp(
      <EntityProvider entity={entity}>
        <ReleaseEvidenceContent />
      </EntityProvider>,
      {
        apis: [[releaseEvidenceApiRef, api]],
        mountPath: `${TAB}/*`,
        mountedRoutes: { [TAB]: rootRouteRef },
        initialRouteEntries: [TAB + path],
      },
    ),
  );

const inOldSystem: RenderTab = ({ api, entity = payments, path = '' }) =>
  oldSystem.renderInTestApp(
    <oldSystem.TestApiProvider apis={[[releaseEvidenceApiRef, api]]}>
      <EntityProvider entity={entity}>
        <Routes>
          <Route path={`${TAB}/*`} element={<ReleaseEvidenceContent />} />
        </Routes>
      </EntityProvider>
    </oldSystem.TestApiProvider>,
    {
      mountedRoutes: { [TAB]: rootRouteRef },
      routeEntries: [TAB + path],
    },
  );

/** Both frontend systems of the portal, for `describe.each`. */
export const SYSTEMS: [string, RenderTab][] = [
  ['new', inNewSystem],
  ['old', inOldSystem],
];
