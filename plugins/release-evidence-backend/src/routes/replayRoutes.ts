import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  DELIVERY_STATUSES,
  deliveryReplayPermission,
  ReplayAnswer,
} from 'backstage-plugin-release-evidence-common';
import express, { Router } from 'express';
import { z } from 'zod';
import type { DeliveryStore } from '../inbox/deliveryStore';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import { decodeCursor, encodeCursor } from '../reads/cursor';
import type { DeliveryReader } from '../reads/deliveryReader';
import { audited } from './audited';
import { parseBody } from './parseBody';

/** A body that is no JSON is the caller's mistake, and says no more than that. */
const unreadable: express.ErrorRequestHandler = (error, _request, _, next) =>
  next(
    error.type === 'entity.parse.failed'
      ? new InputError('The body is no JSON document')
      : error,
  );

/** More are replayed by several calls, so that none takes long. */
const MAX_REPLAYED = 1000;

const replayBody = z
  .strictObject({
    status: z.enum(DELIVERY_STATUSES).optional(),
    source: z.string().min(1).optional(),
    ids: z.array(z.guid()).min(1).max(MAX_REPLAYED).optional(),
    cursor: z.string().optional(),
  })
  .refine(
    ({ status, source, ids }) => status || source || ids,
    'say which deliveries, by status, source or ids',
  );

export function addReplayRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    authorizer: ReleaseAuthorizer;
    deliveries: DeliveryStore;
    reader: DeliveryReader;
    onReplay: () => void;
  },
): void {
  const { httpAuth, auditor, authorizer, deliveries, reader } = options;

  const replayMany = async (body: unknown): Promise<ReplayAnswer> => {
    const { cursor, ...filter } = parseBody(replayBody, body);
    const ids = await deliveries.replayMany(
      { ...filter, before: cursor && String(decodeCursor(cursor)[0]) },
      { limit: MAX_REPLAYED, now: new Date() },
    );
    return {
      replayed: ids.length,
      ...(ids.length === MAX_REPLAYED && !filter.ids
        ? { nextCursor: encodeCursor([ids[ids.length - 1]]) }
        : {}),
    };
  };

  router.post(
    '/deliveries/replay',
    express.json({ limit: '100kb' }),
    async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const answer = await audited(
        auditor,
        { eventId: 'deliveries-replay', severityLevel: 'medium', request },
        async () => {
          await authorizer.demand(credentials, deliveryReplayPermission);
          const { replayed, ...more } = await replayMany(request.body);
          const { status = null, source = null } = request.body;
          return {
            answer: { replayed, ...more },
            meta: { status, source, replayed },
          };
        },
      );
      options.onReplay();
      response.status(202).json(answer);
    },
  );

  router.post('/deliveries/:id/replay', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { id } = request.params;
    const answer = await audited(
      auditor,
      {
        eventId: 'delivery-replay',
        severityLevel: 'medium',
        request,
        meta: { delivery: id },
      },
      async () => {
        await authorizer.demand(credentials, deliveryReplayPermission);
        await deliveries.get(id);
        await deliveries.replay(id, new Date());
        return { answer: await reader.delivery(id, credentials) };
      },
    );
    options.onReplay();
    response.status(202).json(answer);
  });

  router.use('/deliveries/replay', unreadable);
}
