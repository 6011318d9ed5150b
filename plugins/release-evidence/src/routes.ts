import {
  createRouteRef,
  createSubRouteRef,
  useRouteRef,
} from '@backstage/core-plugin-api';
import type { Digest } from 'backstage-plugin-release-evidence-common';
import { useCallback } from 'react';

/** The tab on a component's page. */
export const rootRouteRef = createRouteRef({ id: 'release-evidence' });

/** One release inside the tab. */
export const releaseRouteRef = createSubRouteRef({
  id: 'release-evidence/release',
  parent: rootRouteRef,
  path: '/releases/:digest',
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
