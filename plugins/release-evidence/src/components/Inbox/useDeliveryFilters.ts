import {
  DELIVERY_STATUSES,
  DeliveryStatus,
} from 'backstage-plugin-release-evidence-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** How long ago a delivery may have been received, in milliseconds. */
export const PERIODS = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
} as const;

export type Period = keyof typeof PERIODS;

/** What the list is narrowed to. They stand in the URL, to be shared. */
export interface DeliveryFilters {
  status?: DeliveryStatus;
  source?: string;
  type?: string;
  text?: string;
  since?: Period;
}

const NAMES = ['status', 'source', 'type', 'text', 'since'] as const;

/** The address of the list with filters. */
export function filtersSearch(filters: DeliveryFilters): string {
  const search = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value) {
      search.set(name, value);
    }
  }
  return search.size > 0 ? `?${search}` : '';
}

/** The filters in the URL, and how to change them. */
export function useDeliveryFilters(): [
  DeliveryFilters,
  (filters: DeliveryFilters) => void,
] {
  const [search, setSearch] = useSearchParams();
  const given = search.toString();
  const filters = useMemo(() => {
    const read = new URLSearchParams(given);
    return {
      status: DELIVERY_STATUSES.find(name => name === read.get('status')),
      source: read.get('source') ?? undefined,
      type: read.get('type') ?? undefined,
      text: read.get('text') ?? undefined,
      since: (Object.keys(PERIODS) as Period[]).find(
        name => name === read.get('since'),
      ),
    };
  }, [given]);
  const change = useCallback(
    (changed: DeliveryFilters) =>
      setSearch(filtersSearch(changed), { replace: true }),
    [setSearch],
  );
  return [filters, change];
}
