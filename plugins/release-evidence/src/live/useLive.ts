import { useCallback, useEffect, useState } from 'react';

/*
 * How a page stays true without moving
 *
 * What is known stays on the page until something newer is known: neither a
 * refresh nor a refresh that fails takes it away. Only another subject, say
 * another release, starts from nothing. While nobody can see the page nobody
 * is asked, and on return the first question goes out at once. After a failure
 * the questions come more slowly, as the other side may be in trouble.
 */

const REFRESH_MS = 5_000;
const AFTER_FAILURE_MS = 15_000;

/** Something known, and whether it could be learnt anew. */
export interface Live<T> {
  value: T | undefined;
  /** Why the last attempt failed; the value, if any, is older then. */
  error: Error | undefined;
  /** When the value was learnt, in milliseconds since 1970. */
  learntAt: number | undefined;
  /** Asks at once. */
  retry: () => void;
}

interface Known<T> {
  subject: string;
  value?: T;
  error?: Error;
  learntAt?: number;
}

/**
 * Asks again and again while the page is visible.
 *
 * @param subject - what the value is about; another subject forgets the value
 * @param ask - a stable function; another one asks at once, keeping the value
 */
export function useLive<T>(subject: string, ask: () => Promise<T>): Live<T> {
  const [known, setKnown] = useState<Known<T>>({ subject });
  const [attempt, setAttempt] = useState(0);

  useEffect(
    () =>
      whileVisible(async () => {
        try {
          const value = await ask();
          return {
            wait: REFRESH_MS,
            keep: () => setKnown({ subject, value, learntAt: Date.now() }),
          };
        } catch (cause) {
          const error = cause instanceof Error ? cause : new Error(`${cause}`);
          return {
            wait: AFTER_FAILURE_MS,
            keep: () =>
              setKnown(before =>
                before.subject === subject
                  ? { ...before, error }
                  : { subject, error },
              ),
          };
        }
      }),
    [subject, ask, attempt],
  );

  const retry = useCallback(() => setAttempt(count => count + 1), []);
  const current: Known<T> = known.subject === subject ? known : { subject };
  return {
    value: current.value,
    error: current.error,
    learntAt: current.learntAt,
    retry,
  };
}

interface Turn {
  /** Milliseconds until the next turn. */
  wait: number;
  /** Keeps what was learnt, unless nobody wants it any more. */
  keep: () => void;
}

/** Takes turns while the document is visible; returns how to stop. */
function whileVisible(takeTurn: () => Promise<Turn>): () => void {
  let stopped = false;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const turn = async () => {
    clearTimeout(timer);
    if (asking || stopped || document.visibilityState === 'hidden') {
      return;
    }
    asking = true;
    const { wait, keep } = await takeTurn();
    asking = false;
    if (!stopped) {
      keep();
      timer = setTimeout(turn, wait);
    }
  };

  document.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}
