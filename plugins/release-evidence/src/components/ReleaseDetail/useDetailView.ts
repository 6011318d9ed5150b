import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Stage, STAGES } from './chainLinks';

/** What of a release is looked at. It stands in the URL, to be shared. */
export interface DetailView {
  environment?: string;
  /** The link of the chain that evidence and timeline are narrowed to. */
  stage?: Stage;
}

/** The view in the URL, and how to change the stage. */
export function useDetailView(): [
  DetailView,
  (stage: Stage | undefined) => void,
] {
  const [search, setSearch] = useSearchParams();
  const environment = search.get('environment') ?? undefined;
  const stage = STAGES.find(name => name === search.get('stage'));
  const showStage = useCallback(
    (wanted: Stage | undefined) =>
      setSearch(
        before => {
          const after = new URLSearchParams(before);
          if (wanted) {
            after.set('stage', wanted);
          } else {
            after.delete('stage');
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  return [{ environment, stage }, showStage];
}
