import {
  bodyHash,
  checkSharedToken,
  Delivery,
  Observed,
  parseJsonBody,
  readPayload,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { observeJson } from '../observeJson';
import { Placement, placeMap, placeName } from '../placement';
import { Notification, notificationSchema } from './application';
import { deploymentsOf, keyOf } from './deployments';

const configSchema = z.strictObject({
  type: z.literal('argocd'),
  token: z.string().min(1).optional(),
  /** What every application of this Argo CD is deployed to. */
  environment: placeName.optional(),
  /** Environments by the namespace that an application is deployed to. */
  namespaces: placeMap.optional(),
});

/**
 * Notifications of Argo CD, made by the template that this module ships. They
 * carry no id, and Argo CD sends one again up to three times.
 *
 * @public
 */
export const argocdSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'argocd',
  configSchema,
  create: ({ token, environment, namespaces }) =>
    token
      ? createArgocdSource(token, { environment, places: namespaces })
      : { notServed: 'no token is configured' },
};

function createArgocdSource(token: string, placement: Placement): Source {
  return {
    keepHeaders: [],
    authenticate: request => checkSharedToken(request, token),
    identify: ({ body }) => {
      const reading = readNotification(parseJsonBody(body));
      return {
        type: 'notification',
        keys: ['value' in reading ? keyOf(reading.value) : bodyHash(body)],
      };
    },
    observe: delivery => observe(delivery, placement),
  };
}

function observe(
  { body, receivedAt }: Delivery,
  placement: Placement,
): Observed {
  return observeJson(body, payload => {
    const reading = readNotification(payload);
    if ('reason' in reading) {
      return { events: [], reason: reading.reason };
    }
    const notification = reading.value;
    const said = deploymentsOf(notification, {
      payload,
      placement,
      receivedAt,
    });
    return typeof said === 'string'
      ? { events: [], reason: said }
      : { events: [{ key: keyOf(notification), observations: said }] };
  });
}

/** A body may also be the Application itself, with nothing around it. */
function readNotification(payload: unknown) {
  const bare = z.object({ metadata: z.unknown(), status: z.unknown() });
  return readPayload<Notification>(
    notificationSchema,
    bare.safeParse(payload).success ? { app: payload } : payload,
  );
}
