import type { WebhookRequest } from 'backstage-plugin-release-evidence-node';

/** Headers that every source keeps; all others only if it asks for them. */
const KEPT_HEADERS = ['content-type', 'content-encoding', 'user-agent'];

/**
 * Headers are kept by name, never left out by name: a secret in a header that
 * nobody thought of must not reach the table.
 */
export function keptHeaders(
  headers: WebhookRequest['headers'],
  wanted: string[],
): Record<string, string> {
  return Object.fromEntries(
    [...KEPT_HEADERS, ...wanted].flatMap(name => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
