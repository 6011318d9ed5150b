import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Router } from 'express';
import type { ComponentReader } from '../reads/componentReader';
import type { Visibility } from '../reads/visibility';

export function addComponentRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    visibility: Visibility;
    reader: ComponentReader;
  },
): void {
  const { httpAuth, visibility, reader } = options;

  router.get(
    '/components/:kind/:namespace/:name',
    async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const { kind, namespace, name } = request.params;
      const component = stringifyEntityRef({ kind, namespace, name });
      await visibility.demandComponent(component, credentials);
      response.json(await reader.overview(component));
    },
  );
}
