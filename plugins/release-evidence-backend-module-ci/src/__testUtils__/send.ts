import type { Observation } from 'backstage-plugin-release-evidence-common';
import type {
  Observed,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import {
  deliverTo,
  RequestDraft,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  azureDevopsSourceType,
  buildkiteSourceType,
  cdeventsSourceType,
  circleciSourceType,
  jenkinsSourceType,
} from '..';

/** When the deliveries of these tests arrive. */
export const RECEIVED_AT = '2026-10-02T00:00:00.000Z';

const TYPES = {
  'azure-devops': azureDevopsSourceType as SourceType<unknown>,
  buildkite: buildkiteSourceType as SourceType<unknown>,
  cdevents: cdeventsSourceType as SourceType<unknown>,
  circleci: circleciSourceType as SourceType<unknown>,
  jenkins: jenkinsSourceType as SourceType<unknown>,
};

export type Sender = keyof typeof TYPES;

export function sourceOf(sender: Sender, config: object = {}) {
  const credential = sender === 'circleci' ? { secret: 's' } : { token: 't' };
  return servedSource(TYPES[sender], { ...credential, ...config });
}

/** What a source makes of a request, whoever sent it. */
export function observe(
  sender: Sender,
  draft: RequestDraft,
  config: object = {},
): Observed {
  return deliverTo(sourceOf(sender, config), draft, RECEIVED_AT).observed;
}

/** What an event says, or the reason why it says nothing. */
export function read(
  sender: Sender,
  body: unknown,
  config: object = {},
): Observation[] | string | undefined {
  const { events, reason } = observe(sender, { body }, config);
  const said = events.flatMap(({ observations }) => observations);
  return said.length > 0 ? said : reason;
}
