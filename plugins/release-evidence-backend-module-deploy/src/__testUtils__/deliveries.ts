import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { Observed, Source } from 'backstage-plugin-release-evidence-node';
import {
  deliverTo,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';

export const TOKEN = 'deploy-token';

/** When the deliveries of these tests arrive. */
export const RECEIVED_AT = '2026-11-01T00:00:00.000Z';

export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

export const commitOf = (letter: string) => letter.repeat(40);

export function observe(source: Source, body: unknown): Observed {
  return deliverTo(source, { body }, RECEIVED_AT).observed;
}

/** All that a body says, or the reason why it says nothing. */
export function read(source: Source, body: unknown): Observation[] | string {
  const { events, reason } = observe(source, body);
  const said = events.flatMap(({ observations }) => observations);
  return said.length > 0 ? said : reason ?? 'neither events nor a reason';
}

export function keysOf(source: Source, body: unknown): string[] {
  return source.identify(webhookRequest({ body })).keys;
}
