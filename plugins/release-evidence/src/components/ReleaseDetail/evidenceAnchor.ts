import { useCallback, useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/** The id of the element that shows a record. */
export function anchorOf(evidence: string): string {
  return `evidence-${evidence}`;
}

/** Makes links to records; they show everything, so that theirs is shown. */
export function useEvidenceLink(): (evidence: string) => string {
  const { search } = useLocation();
  return useCallback(
    evidence => {
      const query = new URLSearchParams(search);
      query.delete('stage');
      const anchor = encodeURIComponent(anchorOf(evidence));
      return query.size > 0 ? `?${query}#${anchor}` : `#${anchor}`;
    },
    [search],
  );
}

/** The record that the URL points at. */
export function useTargetedEvidence(): string | undefined {
  const { hash } = useLocation();
  const anchor = decodeURIComponent(hash.slice(1));
  return anchor.startsWith('evidence-')
    ? anchor.slice('evidence-'.length)
    : undefined;
}

/**
 * Brings the record that the URL points at into view, and the keyboard to it.
 * Every visit to a link counts, also a second one to the same record; a refresh
 * of the page's content does not.
 */
export function useScrollToEvidence(target: string | undefined): void {
  const { key } = useLocation();
  useEffect(() => {
    const element = target && document.getElementById(anchorOf(target));
    if (element) {
      element.scrollIntoView({ block: 'center' });
      element.focus({ preventScroll: true });
    }
  }, [target, key]);
}
