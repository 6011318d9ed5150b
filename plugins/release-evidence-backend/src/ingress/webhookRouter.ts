import type { IncomingHttpHeaders } from 'node:http';
import {
  AuthenticationError,
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import express, { ErrorRequestHandler, Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Intake, Receipt } from '../inbox/intake';
import { keptHeaders } from './keptHeaders';
import type { Rejections } from './rejections';
import type { SourceRegistry } from './sourceRegistry';

/*
 * The order in which a webhook is looked at
 *
 * The raw body is read first, as signatures cover its bytes, but only for a
 * source that exists and up to the limit. Then the sender proves itself, and
 * only then does anybody parse: what an unknown sender sends is never looked
 * into. Last, the row is made durable, and then the answer is given. Refused
 * requests leave a count behind and nothing else.
 */

const RETRY_AFTER_SECONDS = 5;

/** Refusals that are the sender's doing. */
const COUNTED = new Set([
  'AuthenticationError',
  'InputError',
  'PayloadTooLargeError',
]);

export function createWebhookRouter(options: {
  sources: SourceRegistry;
  intake: Intake;
  rejections: Rejections;
  maxBodyBytes: number;
}): Router {
  const { sources, intake, rejections, maxBodyBytes } = options;
  const router = PromiseRouter();

  router.post(
    '/webhooks/:source',
    (request, response, next) => {
      response.locals.query = takeQuery(request);
      sources.served(request.params.source);
      next();
    },
    express.raw({ type: () => true, limit: maxBodyBytes }),
    async (request, response) => {
      const id = request.params.source;
      const receipt = await receive(
        id,
        sources.served(id),
        toWebhookRequest(request, response.locals.query),
        intake,
      );
      response.status(202).json(receipt);
    },
  );

  const onError: ErrorRequestHandler = (error, request, response, next) => {
    const refusal = asRefusal(error, maxBodyBytes);
    const id = sourceOf(request);
    if (id !== undefined && COUNTED.has(refusal.name)) {
      rejections.count(id, reasonOf(refusal), new Date());
    }
    if (refusal.name === 'ServiceUnavailableError') {
      response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    }
    next(refusal);
  };
  router.use('/webhooks/:source', onError);
  return router;
}

async function receive(
  id: string,
  source: Source,
  webhook: WebhookRequest,
  intake: Intake,
): Promise<Receipt> {
  const receivedAt = new Date();
  const authentication = await source.authenticate(webhook);
  if (!authentication.authenticated) {
    throw new AuthenticationError(
      `The delivery was refused: ${authentication.reason}`,
    );
  }
  const { type, keys } = source.identify(webhook);
  return intake.accept({
    source: id,
    type,
    keys,
    headers: keptHeaders(webhook.headers, source.keepHeaders),
    body: webhook.body,
    receivedAt,
  });
}

/**
 * Takes the query off the request. Senders that can do no better put their
 * token there, and both the access log and the portal's error answers repeat
 * the request's URL.
 */
function takeQuery(request: Request): URLSearchParams {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const masked = query.has('token') ? '?token=***' : '';
  request.url = request.url.split('?')[0];
  request.originalUrl = `${request.originalUrl.split('?')[0]}${masked}`;
  return query;
}

function toWebhookRequest(
  request: Request,
  query: URLSearchParams,
): WebhookRequest {
  return {
    headers: flattenHeaders(request.headers),
    query,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function flattenHeaders(
  headers: IncomingHttpHeaders,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
}

/** What the body reader throws, in the words of our answers. */
function asRefusal(error: unknown, maxBodyBytes: number): Error {
  if (!isError(error)) {
    return new Error(String(error));
  }
  switch ('type' in error ? error.type : undefined) {
    case 'entity.too.large':
      return tooLarge(maxBodyBytes);
    case 'request.aborted':
    case 'request.size.invalid':
    case 'encoding.unsupported':
      return new InputError(`The body cannot be read: ${error.message}`);
    default:
      return error.name === 'TimeoutError'
        ? new ServiceUnavailableError('The store is too slow', error)
        : error;
  }
}

function tooLarge(maxBodyBytes: number): Error {
  return Object.assign(
    new Error(
      `The body is larger than ${maxBodyBytes} bytes, the limit in releaseEvidence.ingress.maxBody`,
    ),
    { name: 'PayloadTooLargeError', statusCode: 413 },
  );
}

function reasonOf(error: Error): string {
  return error.message.slice(0, 200);
}

function sourceOf(request: Request): string | undefined {
  return request.params.source;
}
