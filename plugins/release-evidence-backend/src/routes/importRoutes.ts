import type {
  AuditorService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { deliveryImportPermission } from 'backstage-plugin-release-evidence-common';
import type { Request, Router } from 'express';
import type { Importer } from '../ingress/importer';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import { audited } from './audited';

export function addImportRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    authorizer: ReleaseAuthorizer;
    importer: Importer;
  },
): void {
  const { httpAuth, auditor, authorizer, importer } = options;

  router.post('/deliveries/import', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const answer = await audited(
      auditor,
      { eventId: 'deliveries-import', severityLevel: 'medium', request },
      async () => {
        await authorizer.demand(credentials, deliveryImportPermission);
        const imported = await importer.import(
          bodyOf(request),
          callerOf(credentials),
        );
        const { accepted, duplicate, failedTotal } = imported;
        return { answer: imported, meta: { accepted, duplicate, failedTotal } };
      },
    );
    response.json(answer);
  });
}

async function* bodyOf(request: Request): AsyncGenerator<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new InputError(
      `content-encoding: ${encoding} is not read here; send the lines as they are`,
    );
  }
  try {
    yield* request as AsyncIterable<Buffer>;
  } catch (error) {
    throw new InputError(
      `The import was cut off: ${
        error instanceof Error ? error.message : error
      }; what was accepted is recognised when it is repeated`,
    );
  }
}

function callerOf({
  principal,
}: BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}
