import { createHmac } from 'node:crypto';
import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { Observed } from 'backstage-plugin-release-evidence-node';
import {
  deliverTo,
  RequestDraft,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { gitlabSourceType } from '../gitlabSource';

export const TOKEN = 'glwt-0123456789';
export const source = servedSource(gitlabSourceType, { token: TOKEN });

/** When the deliveries of these tests arrive. */
export const RECEIVED_AT = '2026-10-02T00:00:00.000Z';

/** A request as GitLab makes it, with its secret token. */
export function gitlabRequest(body: unknown): RequestDraft {
  return {
    headers: {
      'Content-Type': 'application/json',
      'X-Gitlab-Token': TOKEN,
      'Idempotency-Key': 'event-1',
      'X-Gitlab-Event-UUID': 'chain-1',
    },
    body,
  };
}

/** What GitLab adds when a webhook has a signing token. */
export function signedHeaders(
  key: Buffer,
  body: string,
  at: Date = new Date(),
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key)
    .update(`event-1.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': 'event-1',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** What the source reads out of an event. */
export function observe(payload: unknown): Observed {
  const request = gitlabRequest(JSON.stringify(payload) ?? 'null');
  return deliverTo(source, request, RECEIVED_AT).observed;
}

export function observations(payload: unknown): Observation[] {
  const { events, reason } = observe(payload);
  if (reason !== undefined) {
    throw new Error(`The event gives nothing: ${reason}`);
  }
  return events.flatMap(event => event.observations);
}

/** The first observation of an event. */
export function firstOf<O extends Observation>(payload: unknown): O {
  return observations(payload)[0] as O;
}

/** Why an event gives nothing. */
export function reasonFor(payload: unknown): string {
  const { events, reason } = observe(payload);
  if (events.length > 0 || reason === undefined) {
    throw new Error('The event gives observations');
  }
  return reason;
}
