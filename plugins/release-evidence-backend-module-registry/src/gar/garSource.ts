import { isError } from '@backstage/errors';
import {
  bodyHash,
  parseJsonBody,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { createEventSource, fieldOf, nameIn } from '../eventSource';
import { decodeMessage, readGarMessage } from './garMessage';
import { checkGoogleToken } from './googleToken';
import { keysInFile } from './keyFile';

const keyFile = z
  .string()
  .min(1)
  .transform((file, context): JWTVerifyGetKey => {
    try {
      return keysInFile(file);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: `${file} cannot be read as a JWKS: ${whatIsWrong(error)}`,
      });
      return z.NEVER;
    }
  });

const configSchema = z.strictObject({
  type: z.literal('gar'),
  audience: z.string().min(1).optional(),
  email: z.string().min(1).optional(),
  jwks: z
    .strictObject({ file: keyFile })
    .transform(({ file: keys }) => keys)
    .optional(),
});

/**
 * Messages of Google Artifact Registry, pushed by a subscription of Pub/Sub. A
 * repeat has the id of the message, and repeats come until one is accepted.
 *
 * @public
 */
export const garSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'gar',
  configSchema,
  create: ({ audience, email, jwks: keys }) =>
    audience && email && keys
      ? createEventSource({
          authenticate: request =>
            checkGoogleToken(request, { audience, email, keys }),
          open: ({ body }) => open(body),
          read: (payload, receivedAt) => readGarMessage(payload, receivedAt),
        })
      : {
          notServed: `no ${[
            ...(audience ? [] : ['audience']),
            ...(email ? [] : ['email']),
            ...(keys ? [] : ['jwks']),
          ].join(', ')} is configured`,
        },
};

function open(body: Buffer) {
  const payload = parseJsonBody(body);
  const message = fieldOf(payload, 'message');
  return {
    type: fieldOf(decodeMessage(fieldOf(message, 'data')), 'action'),
    events: [
      {
        key:
          nameIn(message, 'messageId') ??
          nameIn(message, 'message_id') ??
          bodyHash(body),
        payload,
      },
    ],
  };
}

/** Parsers quote what they read; the kind of the fault is enough. */
function whatIsWrong(error: unknown): string {
  if (error instanceof SyntaxError) {
    return 'it is no JSON';
  }
  if (isError(error)) {
    return 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message;
  }
  return 'unknown';
}
