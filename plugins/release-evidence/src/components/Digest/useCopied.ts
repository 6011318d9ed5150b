import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';

const SHOWN_MS = 2_000;

/** Whether something was copied a moment ago, and how to copy. */
export function useCopied(): [boolean, (text: string) => void] {
  const errorApi = useApi(errorApiRef);
  const [{ error }, copyToClipboard] = useCopyToClipboard();
  const [copied, setCopied] = useState(0);

  useEffect(() => {
    if (error) {
      errorApi.post(error);
    }
  }, [error, errorApi]);

  useEffect(() => {
    if (copied === 0) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return [
    copied > 0 && !error,
    text => {
      copyToClipboard(text);
      setCopied(count => count + 1);
    },
  ];
}
