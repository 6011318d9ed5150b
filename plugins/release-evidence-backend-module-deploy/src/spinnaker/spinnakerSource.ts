import {
  bodyHash,
  checkSharedToken,
  parseJsonBody,
  readPayload,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { observeJson } from '../observeJson';
import { placeMap, placeName } from '../placement';
import { eventSchema, unwrapped } from './execution';
import { readStages, ReadStage, Spinnaker } from './stages';

const configSchema = z.strictObject({
  type: z.literal('spinnaker'),
  token: z.string().min(1).optional(),
  /** Where Spinnaker's pages are, for links, and to tell its users from others. */
  url: z.httpUrl().optional(),
  /** What everything is deployed to, or what `accounts` leaves out. */
  environment: placeName.optional(),
  /** Environments by the account that a stage deploys with. */
  accounts: placeMap.optional(),
});

/**
 * Events that Spinnaker's Echo sends on. They carry no id, but stages do.
 *
 * @public
 */
export const spinnakerSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'spinnaker',
  configSchema,
  create: ({ token, url = null, environment, accounts }) =>
    token
      ? createSpinnakerSource(token, {
          url,
          placement: { environment, places: accounts },
        })
      : { notServed: 'no token is configured' },
};

function createSpinnakerSource(token: string, spinnaker: Spinnaker): Source {
  return {
    keepHeaders: [],
    authenticate: request => checkSharedToken(request, token),
    identify: ({ body }) => {
      const { type, stages } = read(parseJsonBody(body), spinnaker);
      const keys = stages.map(({ key }) => key);
      return { type, keys: keys.length > 0 ? keys : [bodyHash(body)] };
    },
    observe: ({ body }) =>
      observeJson(body, payload => {
        const { stages, reason } = read(payload, spinnaker);
        const events = stages.flatMap(({ key, said }) =>
          typeof said === 'string' ? [] : [{ key, observations: said }],
        );
        return { events, reason: events.length > 0 ? undefined : reason };
      }),
  };
}

interface ReadEvent {
  type: string | null;
  stages: ReadStage[];
  reason: string;
}

const TYPE = /^orca:(pipeline|orchestration|stage|task):[a-z]{1,20}$/i;

function read(payload: unknown, spinnaker: Spinnaker): ReadEvent {
  const kind = readPayload(
    z.object({ details: z.object({ type: z.string() }) }),
    unwrapped(payload),
  );
  if ('reason' in kind) {
    return { type: null, stages: [], reason: kind.reason };
  }
  const { type } = kind.value.details;
  if (!TYPE.test(type)) {
    const reason = 'details.type: only pipelines and their stages deploy';
    return { type: null, stages: [], reason };
  }
  const reading = readPayload(eventSchema, unwrapped(payload));
  if ('reason' in reading) {
    return { type, stages: [], reason: reading.reason };
  }
  const { execution } = reading.value.content;
  const stages = readStages(execution, spinnaker);
  const reasons = stages.flatMap(({ said }) =>
    typeof said === 'string' ? [`content.execution.stages: ${said}`] : [],
  );
  return {
    type,
    stages,
    reason:
      reasons[0] ??
      'content.execution.stages: none that deploys or decides has begun',
  };
}
