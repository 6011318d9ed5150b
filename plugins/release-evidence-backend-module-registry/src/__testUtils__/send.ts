import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { Observed } from 'backstage-plugin-release-evidence-node';
import {
  deliverTo,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { distributionSourceType } from '../distribution/distributionSource';
import { CONTENT_TYPE, TOKEN } from './registryEvents';

/** When the deliveries of these tests arrive. */
export const RECEIVED_AT = '2026-10-02T00:00:00.000Z';

export const sourceWith = (config: object = {}) =>
  servedSource(distributionSourceType, { token: TOKEN, ...config });

/** Sends an envelope to a source with a configured host, or without. */
export function observe(
  events: unknown[],
  host: string | undefined = 'registry.acme.test',
): Observed {
  return deliverTo(
    sourceWith(host ? { host } : {}),
    {
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': CONTENT_TYPE,
      },
      body: { events },
    },
    RECEIVED_AT,
  ).observed;
}

/** All that an envelope says, whichever event says it. */
export function observations(events: unknown[], host?: string): Observation[] {
  return observe(events, host).events.flatMap(entry => entry.observations);
}

/** What an event says, or the reason why it says nothing. */
export function readEvent(
  event: unknown,
  host?: string,
): Observation | string | undefined {
  const { events, reason } = observe([event], host);
  return events[0].observations[0] ?? reason;
}
