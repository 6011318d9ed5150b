import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { deliveryReadPermission } from 'backstage-plugin-release-evidence-common';
import type { Router } from 'express';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import type { HealthReader } from '../reads/healthReader';

export function addHealthRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    authorizer: ReleaseAuthorizer;
    reader: HealthReader;
  },
): void {
  const { httpAuth, authorizer, reader } = options;

  router.get('/health', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await authorizer.demand(credentials, deliveryReadPermission);
    response.json(await reader.health(new Date()));
  });
}
