import {
  bodyHash,
  checkSharedToken,
  parseJsonBody,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { observeJson } from '../observeJson';
import { Placement, placeMap, placeName } from '../placement';
import { Rollout, rolloutsOf } from './rollouts';
import { readWorkloads } from './workloads';

const configSchema = z.strictObject({
  type: z.literal('kubernetes'),
  token: z.string().min(1).optional(),
  /** The environment of the whole cluster, or of what `namespaces` leaves out. */
  environment: placeName.optional(),
  /** Environments by namespace; without `environment`, no other one counts. */
  namespaces: placeMap.optional(),
});

/**
 * Reports on the pods of a cluster, sent by whoever can read them.
 *
 * @public
 */
export const kubernetesSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'kubernetes',
  configSchema,
  create: ({ token, environment, namespaces }) =>
    token
      ? createKubernetesSource(token, { environment, places: namespaces })
      : { notServed: 'no token is configured' },
};

function createKubernetesSource(token: string, placement: Placement): Source {
  return {
    keepHeaders: [],
    authenticate: request => checkSharedToken(request, token),
    identify: ({ body }) => {
      const { found } = read(parseJsonBody(body), placement);
      const keys = found.map(({ key }) => key);
      return {
        type: 'report',
        keys: keys.length > 0 ? keys : [bodyHash(body)],
      };
    },
    observe: ({ body }) =>
      observeJson(body, payload => {
        const { found, reasons } = read(payload, placement);
        return {
          events: found.map(({ key, observation }) => ({
            key,
            observations: [observation],
          })),
          reason: found.length > 0 ? undefined : reasons[0],
        };
      }),
  };
}

function read(
  payload: unknown,
  placement: Placement,
): { found: Rollout[]; reasons: string[] } {
  const workloads = readWorkloads(payload);
  if (typeof workloads === 'string') {
    return { found: [], reasons: [workloads] };
  }
  const { found, reasons } = rolloutsOf(workloads, placement);
  return { found, reasons: [...reasons, 'items: there is no pod in the list'] };
}
