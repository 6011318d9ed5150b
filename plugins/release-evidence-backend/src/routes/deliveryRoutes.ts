import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  DeliveryDetail,
  deliveryReadPermission,
  deliveryReplayPermission,
} from 'backstage-plugin-release-evidence-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { EvidenceStore } from '../evidence/evidenceStore';
import { DeliveryStore, toSummary } from '../inbox/deliveryStore';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import { decodeCursor, encodeCursor } from '../reads/cursor';
import { toEvidenceItem } from '../reads/releaseDocument';
import { limitParameter, parseQuery } from './parseQuery';

const listQuery = z.strictObject({
  status: z.enum(['pending', 'done', 'ignored', 'dead']).optional(),
  source: z.string().optional(),
  cursor: z.string().optional(),
  limit: limitParameter,
});

export function addDeliveryRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    authorizer: ReleaseAuthorizer;
    deliveries: DeliveryStore;
    evidence: EvidenceStore;
    onReplay: () => void;
  },
): void {
  const { httpAuth, auditor, authorizer, deliveries, evidence } = options;

  const detail = async (id: string): Promise<DeliveryDetail> => {
    const row = await deliveries.get(id);
    return {
      ...toSummary(row),
      headers: JSON.parse(row.headers),
      bodySha256: row.body_sha256,
      bodySize: row.body_size,
      evidence: (await evidence.byDelivery(id)).map(record =>
        toEvidenceItem(record),
      ),
    };
  };

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

  router.get('/deliveries/:id', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    response.json(await detail(request.params.id));
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

  router.post('/deliveries/:id/replay', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { id } = request.params;
    const event = await auditor.createEvent({
      eventId: 'delivery-replay',
      severityLevel: 'medium',
      request,
      meta: { delivery: id },
    });
    try {
      await authorizer.demand(credentials, deliveryReplayPermission);
      await deliveries.get(id);
      await deliveries.replay(id, new Date());
      options.onReplay();
      await event.success();
      response.status(202).json(await detail(id));
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  });
}
