import {
  createRouteRef,
  createSubRouteRef,
  useRouteRef,
} from '@backstage/core-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type {
  Digest,
  ReleaseReference,
} from 'backstage-plugin-release-evidence-common';
import { useCallback } from 'react';
import { generatePath } from 'react-router-dom';

/** The tab on a component's page. */
export const rootRouteRef = createRouteRef({ id: 'release-evidence' });

/** One release inside the tab. */
export const releaseRouteRef = createSubRouteRef({
  id: 'release-evidence/release',
  parent: rootRouteRef,
  path: '/releases/:digest',
});

/** The inbox, a page of its own. */
export const inboxRouteRef = createRouteRef({ id: 'release-evidence/inbox' });

/** One delivery in the inbox. */
export const deliveryRouteRef = createSubRouteRef({
  id: 'release-evidence/inbox/delivery',
  parent: inboxRouteRef,
  path: '/deliveries/:id',
});

/** The address of the tab that is shown now. */
export function useTabPath(): string {
  return useRouteRef(rootRouteRef)();
}

/** Makes the address of a release of the component that is shown now. */
export function useReleasePath(): (
  digest: Digest,
  options?: { environment?: string },
) => string {
  const releasePath = useRouteRef(releaseRouteRef);
  return useCallback(
    (digest, { environment } = {}) => {
      const path = releasePath({ digest: encodeURIComponent(digest) });
      return environment
        ? `${path}?${new URLSearchParams({ environment })}`
        : path;
    },
    [releasePath],
  );
}

/** Where the tab stands on the page of a component. */
export const TAB_PATH = '/release-evidence';

/**
 * Makes the address of a release from outside of its component's page, where
 * the routes of the tab lead nowhere.
 */
export function useReleaseAddress(): (release: ReleaseReference) => string {
  const entityPath = useRouteRef(entityRouteRef);
  return useCallback(
    ({ component, digest }) =>
      `${entityPath(parseEntityRef(component))}${TAB_PATH}${generatePath(
        releaseRouteRef.path,
        { digest: encodeURIComponent(digest) },
      )}`,
    [entityPath],
  );
}
