import {
  Authentication,
  checkSharedToken,
  checkStandardWebhook,
  NotServed,
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';

type Check = (request: WebhookRequest) => Authentication;

/** A signature over the body, or a token beside it: whichever is configured. */
export const secretOrToken = {
  secret: z.string().min(1).optional(),
  token: z.string().min(1).optional(),
};

/**
 * Serves a source that takes either proof. Where both are configured, a request
 * that carries a signature must be signed rightly: a token beside it does not
 * make a wrong one good.
 */
export function servedWith(options: {
  signature: { header: string; check: Check } | undefined;
  token: Check | undefined;
  create(authenticate: Source['authenticate']): Source;
}): Source | NotServed {
  const { signature, token, create } = options;
  if (signature && token) {
    return create(request =>
      request.headers[signature.header] === undefined
        ? token(request)
        : signature.check(request),
    );
  }
  const check = signature?.check ?? token;
  return check
    ? create(check)
    : { notServed: 'neither a secret nor a token is configured' };
}

/** The proofs of senders of CloudEvents, which define none themselves. */
export function standardWebhookOrToken(config: {
  secret?: string;
  token?: string;
}): {
  signature: { header: string; check: Check } | undefined;
  token: Check | undefined;
} {
  const { secret, token } = config;
  return {
    signature: secret
      ? {
          header: 'webhook-signature',
          check: request =>
            checkStandardWebhook({ request, secret, now: new Date() }),
        }
      : undefined,
    token: token ? request => checkSharedToken(request, token) : undefined,
  };
}
