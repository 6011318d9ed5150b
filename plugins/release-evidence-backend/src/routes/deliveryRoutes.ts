import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  DELIVERY_STATUSES,
  deliveryReadPermission,
} from 'backstage-plugin-release-evidence-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { DeliveryStore } from '../inbox/deliveryStore';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import { decodeCursor, encodeCursor } from '../reads/cursor';
import type { DeliveryReader } from '../reads/deliveryReader';
import { limitParameter, parseQuery } from './parseQuery';

const COUNTED_UP_TO = 1000;

const instantParameter = z.iso
  .datetime({
    offset: true,
    error: 'no time; write 2026-10-01T12:00:00Z',
  })
  .transform(text => new Date(text));

const listQuery = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  source: z.string().optional(),
  type: z.string().optional(),
  text: z.string().max(200).optional(),
  from: instantParameter.optional(),
  to: instantParameter.optional(),
  cursor: z.string().optional(),
  limit: limitParameter,
});

export function addDeliveryRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    authorizer: ReleaseAuthorizer;
    deliveries: DeliveryStore;
    reader: DeliveryReader;
  },
): void {
  const { httpAuth, authorizer, deliveries, reader } = options;

  router.get('/deliveries', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    const { cursor, limit, ...query } = parseQuery(listQuery, request.query);
    const items = await deliveries.list({
      ...query,
      before: cursor && String(decodeCursor(cursor)[0]),
      limit: limit + 1,
    });
    const page = items.slice(0, limit);
    response.json({
      items: page,
      ...(items.length > limit
        ? { nextCursor: encodeCursor([page[page.length - 1].id]) }
        : {}),
    });
  });

  router.get('/deliveries/counts', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    response.json({
      counts: await deliveries.counts(COUNTED_UP_TO),
      upTo: COUNTED_UP_TO,
    });
  });

  router.get('/deliveries/:id', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    response.json(await reader.delivery(request.params.id, credentials));
  });

  router.get('/deliveries/:id/body', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    const row = await deliveries.get(request.params.id);
    // Never as a type that a browser would run: it is a stranger's text.
    response
      .type('application/octet-stream')
      .setHeader('X-Content-Type-Options', 'nosniff')
      .send(Buffer.from(row.body));
  });
}
