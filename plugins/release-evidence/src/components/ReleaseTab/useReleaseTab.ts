import { useApi } from '@backstage/core-plugin-api';
import type { ComponentOverview } from 'backstage-plugin-release-evidence-common';
import { useCallback, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { releaseEvidenceApiRef } from '../../api';
import { Live, useLive } from '../../live/useLive';
import {
  appendRows,
  PAGE_SIZE,
  refreshLimit,
  refreshRows,
} from '../../live/loadedRows';
import { LoadedReleases, RELEASE_ORDER } from './releaseRows';
import type { ReleaseFilters } from './useReleaseFilters';

/** What the tab knows. `filters` are those that `releases` were asked with. */
export interface TabFacts {
  overview: ComponentOverview;
  filters: ReleaseFilters;
  releases: LoadedReleases;
}

/** The tab's facts, kept up to date, and how to get older releases. */
export interface LiveTab extends Live<TabFacts> {
  loadMore: () => void;
  loadingMore: boolean;
  moreError: Error | undefined;
}

/** Everything loaded when older releases were last asked for. */
interface Loaded {
  filters: string;
  releases: LoadedReleases;
}

export function useReleaseTab(
  component: string,
  { environment, level }: ReleaseFilters,
): LiveTab {
  const api = useApi(releaseEvidenceApiRef);
  const [loaded, setLoaded] = useState<Loaded>();
  const filters = JSON.stringify([component, environment, level]);
  const before = loaded?.filters === filters ? loaded.releases : undefined;
  const limit = refreshLimit(before?.items.length ?? 0);

  const ask = useCallback(async (): Promise<TabFacts> => {
    const overview = await api.getComponent(component);
    const known = overview.environments.some(
      entry => entry.environment === environment,
    );
    const asked = { environment: known ? environment : undefined, level };
    const releases = await api.listReleases({ component, ...asked, limit });
    return { overview, filters: asked, releases };
  }, [api, component, environment, level, limit]);
  const live = useLive(component, ask);

  const shown = live.value && {
    ...live.value,
    releases: refreshRows(before, live.value.releases, RELEASE_ORDER),
  };
  const [more, loadMore] = useAsyncFn(async () => {
    if (shown?.releases.nextCursor) {
      const older = await api.listReleases({
        component,
        ...shown.filters,
        cursor: shown.releases.nextCursor,
        limit: PAGE_SIZE,
      });
      setLoaded({
        filters,
        releases: appendRows(shown.releases, older, RELEASE_ORDER),
      });
    }
  }, [api, component, filters, shown]);

  return {
    ...live,
    value: shown,
    loadMore,
    loadingMore: more.loading,
    moreError: more.error,
  };
}
