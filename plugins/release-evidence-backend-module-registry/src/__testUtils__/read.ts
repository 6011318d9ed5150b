import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { Source } from 'backstage-plugin-release-evidence-node';
import { deliverTo } from 'backstage-plugin-release-evidence-node/testUtils';
import { RECEIVED_AT } from './send';

/** What a request says, or the reason why it says nothing. */
export function readBy(
  source: Source,
  body: unknown,
  headers: Record<string, string> = {},
): Observation[] | string | undefined {
  const { observed } = deliverTo(source, { body, headers }, RECEIVED_AT);
  const said = observed.events.flatMap(event => event.observations);
  return said.length > 0 ? said : observed.reason;
}

/** Every event under its key, the same as when the request was identified. */
export function keysOf(
  source: Source,
  body: unknown,
  headers: Record<string, string> = {},
): string[] {
  const { identity, observed } = deliverTo(source, { body, headers });
  expect(observed.events.map(({ key }) => key)).toEqual(identity.keys);
  return identity.keys;
}
