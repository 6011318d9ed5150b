import { Level, LEVELS } from 'backstage-plugin-release-evidence-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the list is narrowed to. They stand in the URL, to be shared. */
export interface ReleaseFilters {
  environment?: string;
  level?: Level;
}

/** The filters in the URL, and how to change them. */
export function useReleaseFilters(): [
  ReleaseFilters,
  (filters: ReleaseFilters) => void,
] {
  const [search, setSearch] = useSearchParams();
  const environment = search.get('environment') ?? undefined;
  const level = LEVELS.find(name => name === search.get('level'));
  const change = useCallback(
    (filters: ReleaseFilters) =>
      setSearch(
        before => {
          const after = new URLSearchParams(before);
          for (const name of ['environment', 'level'] as const) {
            const value = filters[name];
            if (value) {
              after.set(name, value);
            } else {
              after.delete(name);
            }
          }
          return after;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [{ environment, level }, change];
}
