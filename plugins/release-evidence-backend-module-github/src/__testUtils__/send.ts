import { createHmac } from 'node:crypto';
import type { Observation } from 'backstage-plugin-release-evidence-common';
import {
  deliverTo,
  RequestDraft,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import type { Observed } from 'backstage-plugin-release-evidence-node';
import { githubSourceType } from '../githubSource';

export const SECRET = "It's a Secret to Everybody";
export const source = servedSource(githubSourceType, { secret: SECRET });

/** When the deliveries of these tests arrive. */
export const RECEIVED_AT = '2026-10-02T00:00:00.000Z';

/** A request as GitHub makes it, signed. */
export function githubRequest(event: string, body: string): RequestDraft {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': event,
      'X-GitHub-Delivery': 'd-1',
      'X-Hub-Signature-256': `sha256=${signature}`,
    },
    body,
  };
}

/** What the source reads out of an event. */
export function observe(event: string, payload: unknown): Observed {
  const request = githubRequest(event, JSON.stringify(payload));
  return deliverTo(source, request, RECEIVED_AT).observed;
}

/** The one observation of an event that gives just one. */
export function observeOne<O extends Observation = Observation>(
  event: string,
  payload: unknown,
): O {
  const { events, reason } = observe(event, payload);
  const observations = events.flatMap(entry => entry.observations);
  if (observations.length !== 1) {
    throw new Error(`${observations.length} observations: ${reason}`);
  }
  return observations[0] as O;
}

/** Why an event gives nothing. */
export function reasonFor(event: string, payload: unknown): string {
  const { events, reason } = observe(event, payload);
  if (events.length > 0 || reason === undefined) {
    throw new Error('The event gives observations');
  }
  return reason;
}
