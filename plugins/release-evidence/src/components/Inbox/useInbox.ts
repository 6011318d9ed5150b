import { useApi } from '@backstage/core-plugin-api';
import type {
  DeliveryCounts,
  DeliverySummary,
  Page,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import { useCallback, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { DeliveryListQuery, releaseEvidenceApiRef } from '../../api';
import {
  appendRows,
  PAGE_SIZE,
  refreshLimit,
  refreshRows,
  RowOrder,
} from '../../live/loadedRows';
import { Live, useLive } from '../../live/useLive';
import { DeliveryFilters, PERIODS } from './useDeliveryFilters';

/** What the inbox knows. */
export interface InboxFacts {
  sources: SourceHealth[];
  counts: DeliveryCounts;
  deliveries: Page<DeliverySummary>;
}

/** The inbox's facts, kept up to date, and how to get older deliveries. */
export interface LiveInbox extends Live<InboxFacts> {
  loadMore: () => void;
  loadingMore: boolean;
  moreError: Error | undefined;
}

/** Ids begin with the time. */
const DELIVERY_ORDER: RowOrder<DeliverySummary> = {
  keyOf: ({ id }) => id,
  placeOf: ({ id }) => id,
};

export function useInbox(filters: DeliveryFilters): LiveInbox {
  const api = useApi(releaseEvidenceApiRef);
  const [loaded, setLoaded] = useState<{
    filters: DeliveryFilters;
    deliveries: Page<DeliverySummary>;
  }>();
  const before = loaded?.filters === filters ? loaded.deliveries : undefined;
  const limit = refreshLimit(before?.items.length ?? 0);

  const ask = useCallback(async () => {
    const [{ sources }, counts, deliveries] = await Promise.all([
      api.getHealth(),
      api.countDeliveries(),
      api.listDeliveries({ ...toQuery(filters), limit }),
    ]);
    return { filters, sources, counts, deliveries };
  }, [api, filters, limit]);
  const live = useLive('inbox', ask);

  const shown = live.value && {
    ...live.value,
    deliveries:
      live.value.filters === filters
        ? refreshRows(before, live.value.deliveries, DELIVERY_ORDER)
        : live.value.deliveries,
  };
  const [more, loadMore] = useAsyncFn(async () => {
    if (shown?.deliveries.nextCursor) {
      const older = await api.listDeliveries({
        ...toQuery(filters),
        cursor: shown.deliveries.nextCursor,
        limit: PAGE_SIZE,
      });
      setLoaded({
        filters,
        deliveries: appendRows(shown.deliveries, older, DELIVERY_ORDER),
      });
    }
  }, [api, filters, shown]);

  return {
    ...live,
    value: shown,
    loadMore,
    loadingMore: more.loading,
    moreError: more.error,
  };
}

function toQuery({ since, ...filters }: DeliveryFilters): DeliveryListQuery {
  return {
    ...filters,
    from: since && new Date(Date.now() - PERIODS[since]).toISOString(),
  };
}
