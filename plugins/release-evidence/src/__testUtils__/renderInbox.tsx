import * as newSystem from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import * as oldSystem from '@backstage/test-utils';
import { act, RenderResult, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { releaseEvidenceApiRef } from '../api';
import { InboxContent } from '../components/Inbox/InboxContent';
import { InboxPage } from '../components/Inbox/InboxPage';
import { inboxRouteRef } from '../routes';
import { FakeApi, fakeApi } from './fakeApi';

/** How a test shows the inbox. */
export type RenderInbox = (options?: {
  api?: FakeApi;
  /** The address within the inbox. */
  path?: string;
  /** Permissions that the portal denies. */
  denied?: string[];
}) => Promise<{ api: FakeApi } & RenderResult>;

const PATH = '/release-evidence/inbox';
const ENTITY_PATH = '/catalog/:namespace/:kind/:name';

/** The portal remembers decisions: a test file denies always, or never. */
const deciding =
  (denied: string[]) =>
  ({
    permission,
  }: {
    permission: { name: string };
  }): AuthorizeResult.ALLOW | AuthorizeResult.DENY =>
    denied.includes(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW;

const inNewSystem: RenderInbox = async ({
  api = fakeApi(),
  path = '',
  denied = [],
} = {}) => ({
  api,
  // The new system renders at once; what it loads belongs to the rendering.
  ...(await act(async () =>
    newSystem.renderInTestApp(<InboxContent />, {
      apis: [
        [releaseEvidenceApiRef, api],
        newSystem.mockApis.permission({ authorize: deciding(denied) }),
      ],
      mountPath: `${PATH}/*`,
      mountedRoutes: { [PATH]: inboxRouteRef, [ENTITY_PATH]: entityRouteRef },
      initialRouteEntries: [PATH + path],
    }),
  )),
});

const inOldSystem: RenderInbox = async ({
  api = fakeApi(),
  path = '',
  denied = [],
} = {}) => ({
  api,
  ...(await oldSystem.renderInTestApp(
    <oldSystem.TestApiProvider
      apis={[
        [releaseEvidenceApiRef, api],
        [
          permissionApiRef,
          oldSystem.mockApis.permission({ authorize: deciding(denied) }),
        ],
      ]}
    >
      <Routes>
        <Route path={`${PATH}/*`} element={<InboxPage />} />
      </Routes>
    </oldSystem.TestApiProvider>,
    {
      mountedRoutes: { [PATH]: inboxRouteRef, [ENTITY_PATH]: entityRouteRef },
      routeEntries: [PATH + path],
    },
  )),
});

/** Both frontend systems of the portal, for `describe.each`. */
export const INBOX_SYSTEMS: [string, RenderInbox][] = [
  ['new', inNewSystem],
  ['old', inOldSystem],
];

export const renderInbox = inNewSystem;

/** The rows of a table, without its head. */
export function rowsOf(name: string): HTMLElement[] {
  const [, ...rows] = Array.from(
    screen.getByRole('table', { name }).querySelectorAll<HTMLElement>('tr'),
  );
  return rows;
}
