/**
 * A webhook request as it came in, before anybody looked into it.
 *
 * @public
 */
export interface WebhookRequest {
  /** Lower-case names; repeated headers are joined with a comma. */
  headers: Readonly<Record<string, string | undefined>>;
  query: URLSearchParams;
  body: Buffer;
}

/**
 * A delivery as kept: the request without its secrets.
 *
 * @public
 */
export interface Delivery {
  id: string;
  /** Only the headers that the source asked to keep. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  /** RFC 3339 UTC. */
  receivedAt: string;
}
