import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { LEVELS } from 'backstage-plugin-release-evidence-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { ReleaseList } from '../reads/releaseList';
import type { ReleaseReader } from '../reads/releaseReader';
import { entityRefParameter, limitParameter, parseQuery } from './parseQuery';

const listQuery = z.strictObject({
  component: entityRefParameter.optional(),
  environment: z.string().optional(),
  level: z.enum(LEVELS).optional(),
  cursor: z.string().optional(),
  limit: limitParameter,
});

const releaseQuery = z.strictObject({
  component: entityRefParameter.optional(),
  environment: z.string().optional(),
});

export function addReleaseRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    list: ReleaseList;
    reader: ReleaseReader;
  },
): void {
  const { httpAuth, list, reader } = options;

  router.get('/releases', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const query = parseQuery(listQuery, request.query);
    response.json(await list.page(query, credentials));
  });

  router.get('/releases/:digest', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const query = parseQuery(releaseQuery, request.query);
    response.json(
      await reader.release(
        { digest: request.params.digest, ...query },
        credentials,
        new Date(),
      ),
    );
  });
}
