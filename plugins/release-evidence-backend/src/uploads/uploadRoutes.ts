import { Readable } from 'node:stream';
import type {
  AuditorService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { evidenceCreatePermission } from 'backstage-plugin-release-evidence-common';
import type { Router } from 'express';
import { readDocument } from '../documents';
import { DocumentNote, noteDelivery, UPLOADS } from '../evidence/documentNote';
import type { DocumentStore } from '../evidence/documentStore';
import type { Intake } from '../inbox/intake';
import type { ReleaseAuthorizer } from '../permissions/releaseAuthorizer';
import { parseUploadQuery, UploadQuery } from './uploadQuery';
import { collect, SentBody, sentBody, slices } from './uploadBody';

/*
 * How an upload becomes a delivery
 *
 * A document may be a thousand times larger than a webhook, so it does not go
 * into the inbox. It is read first: what cannot be read is refused with the
 * place and the remedy, and nothing of it is kept. Then its bytes go into the
 * document store, under their hash, and a small note into the inbox that says
 * which document was sent, by whom and for what. From there on an upload is a
 * delivery like all others: durable before the answer, recognised when it is
 * repeated, and read again at a replay, out of the very bytes that were sent.
 *
 * A log is never read but goes into the store as it comes, whatever its size.
 */

export function addUploadRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    authorizer: ReleaseAuthorizer;
    documents: DocumentStore;
    intake: Intake;
    maxBytes: number;
  },
): void {
  const { httpAuth, auditor, authorizer, documents, intake } = options;
  router.post('/evidence', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const event = await auditor.createEvent({
      eventId: 'evidence-upload',
      severityLevel: 'low',
      request,
    });
    try {
      await authorizer.demand(credentials, evidenceCreatePermission);
      const query = parseUploadQuery(request.query);
      const body = sentBody(request, options.maxBytes);
      const kept = await keep(body, query, documents);
      const { kind: _, ...meant } = query;
      const receipt = await intake.accept(
        noteDelivery(
          UPLOADS,
          {
            ...kept,
            ...meant,
            via: 'upload',
            attachment: null,
            by: callerOf(credentials),
          },
          new Date(),
        ),
      );
      await event.success({ meta: { ...receipt } });
      response.status(202).json(receipt);
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  });
}

async function keep(
  body: SentBody,
  { kind }: UploadQuery,
  documents: DocumentStore,
): Promise<Pick<DocumentNote, 'document' | 'bytes' | 'mediaType' | 'format'>> {
  const { mediaType, maxBytes } = body;
  if (kind === 'log' || (!kind && /^text\/plain\b/i.test(mediaType ?? ''))) {
    const { digest, size } = await documents.keep(body.stream, maxBytes);
    return { document: digest, bytes: size, mediaType, format: 'log' };
  }
  const bytes = await collect(body);
  const reading = readDocument({ bytes, mediaType, kind });
  if ('problem' in reading) {
    const { field, message, remedy } = reading.problem;
    throw new InputError(`${field}: ${message}. ${remedy}.`);
  }
  const { digest, size } = await documents.keep(
    Readable.from(slices(bytes)),
    maxBytes,
  );
  return { document: digest, bytes: size, mediaType, format: reading.kind };
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
