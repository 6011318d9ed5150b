import type { WebhookRequest } from '../request';
import type {
  Authentication,
  DeliveryIdentity,
  Observed,
  Source,
  SourceType,
} from '../source';

/**
 * A source as the backend makes it of its configuration.
 *
 * @throws when the configuration is not valid, or the source is not served.
 * @public
 */
export function servedSource<TConfig>(
  sourceType: SourceType<TConfig>,
  config: Record<string, unknown>,
): Source {
  const created = sourceType.create(
    sourceType.configSchema.parse({ type: sourceType.type, ...config }),
  );
  if ('notServed' in created) {
    throw new Error(`The source is not served: ${created.notServed}`);
  }
  return created;
}

/** A request as tests write it. @public */
export interface RequestDraft {
  /** Names in any letter case. */
  headers?: Record<string, string | undefined>;
  query?: Record<string, string>;
  /** Anything but text and bytes is sent as JSON. */
  body: unknown;
}

/** The bytes and lower-case names that a source gets to see. @public */
export function webhookRequest(draft: RequestDraft): WebhookRequest {
  const { headers = {}, query = {}, body } = draft;
  return {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    ),
    query: new URLSearchParams(query),
    body:
      typeof body === 'string' || Buffer.isBuffer(body)
        ? Buffer.from(body)
        : Buffer.from(JSON.stringify(body)),
  };
}

/** What a source said at each step. @public */
export interface Delivered {
  authentication: Authentication | Promise<Authentication>;
  identity: DeliveryIdentity;
  observed: Observed;
}

/** Of every request the backend keeps these headers, and no others unasked. */
const CONTENT_HEADERS = ['content-type', 'content-encoding', 'user-agent'];

/**
 * Takes a request through a source the way the backend does. What `observe`
 * sees has only the headers that are kept, so a source that forgot to ask for
 * one of them fails here and not in production.
 *
 * @throws what `identify` throws.
 * @public
 */
export function deliverTo(
  source: Source,
  draft: RequestDraft,
  receivedAt: string = '2026-11-01T00:00:00.000Z',
): Delivered {
  const request = webhookRequest(draft);
  const authentication = source.authenticate(request);
  const identity = source.identify(request);
  const kept = [...CONTENT_HEADERS, ...source.keepHeaders];
  const observed = source.observe({
    id: 'delivery',
    headers: Object.fromEntries(
      kept.map(name => [name, request.headers[name]]),
    ),
    body: request.body,
    receivedAt,
  });
  return { authentication, identity, observed };
}
