import { InputError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type { Intake } from '../inbox/intake';
import { keptHeaders } from './keptHeaders';
import type { Rejections } from './rejections';
import type { SourceRegistry } from './sourceRegistry';

/*
 * The bridge from the portal's events service
 *
 * Some portals receive their webhooks already: over Kafka, SQS or Pub/Sub, or
 * with the events modules of their forges. What is published there can be read
 * by the same adapters. It is second best, for what the events service is: it
 * hands on a parsed payload, so no signature over the bytes can be checked here,
 * and whoever published it is believed; it has no place to put an event that a
 * subscriber could not take, so one that comes while our store is down is lost;
 * and its own HTTP ingress stops at 5 MB. Our webhooks have none of these
 * limits. So a topic is only bridged where the configuration says so.
 */

/** Subscribes to the configured topics. */
export async function bridgeEvents(options: {
  bridge: { topic: string; source: string }[];
  events: EventsService;
  sources: SourceRegistry;
  intake: Intake;
  rejections: Rejections;
}): Promise<void> {
  const { bridge, events, sources } = options;
  bridge.forEach(({ source }, index) => {
    if (!sources.all().some(({ id }) => id === source)) {
      throw new InputError(
        `releaseEvidence.bridge[${index}].source: "${source}" is none of releaseEvidence.sources`,
      );
    }
  });
  for (const { topic, source } of bridge) {
    await events.subscribe({
      id: `release-evidence-${source}-${topic}`,
      topics: [topic],
      onEvent: event => take(source, event, options),
    });
  }
}

async function take(
  id: string,
  event: EventParams,
  options: {
    sources: SourceRegistry;
    intake: Intake;
    rejections: Rejections;
  },
): Promise<void> {
  const { sources, intake, rejections } = options;
  const source = sources.served(id);
  const request = {
    headers: headersOf(event),
    query: new URLSearchParams(),
    body: Buffer.from(JSON.stringify(event.eventPayload ?? null)),
  };
  try {
    const { type, keys } = source.identify(request);
    await intake.accept({
      source: id,
      type,
      keys,
      headers: keptHeaders(request.headers, source.keepHeaders),
      body: request.body,
      receivedAt: new Date(),
    });
  } catch (error) {
    if (error instanceof InputError) {
      rejections.count(id, error.message, new Date());
    }
    throw error;
  }
}

/** What the publisher kept of the request's headers. */
function headersOf({ metadata = {} }: EventParams): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(
      Object.entries(metadata).flatMap(([name, value]) =>
        value === undefined
          ? []
          : [
              [
                name.toLowerCase(),
                Array.isArray(value) ? value.join(',') : value,
              ],
            ],
      ),
    ),
  };
}
