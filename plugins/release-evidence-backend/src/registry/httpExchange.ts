import http, { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { refuseAddress } from './addressGuard';
import { RegistryError } from './registryError';

/** How the hosts of one registry are connected to. */
export interface Connecting {
  plainHttp: boolean;
  allowPrivate: boolean;
  lookup: LookupFunction;
}

/** One answer. Of what is no success there is no body. */
export interface Answer {
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Sends one GET and reads the answer whole, within a size and until the signal
 * says that it took too long. Follows no redirect. Each request has a
 * connection of its own: one that is kept was judged under other settings.
 */
export async function exchange(
  url: URL,
  options: {
    headers: Record<string, string>;
    connecting: Connecting;
    maxBytes: number;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { headers, connecting, maxBytes, signal } = options;
  const plain = url.protocol === 'http:';
  if (!plain && url.protocol !== 'https:') {
    throw new RegistryError(`${url.host} is not asked by ${url.protocol}`, {
      lasting: true,
    });
  }
  if (plain && !connecting.plainHttp) {
    throw new RegistryError(
      `${url.host} would be asked without TLS; if that is meant, set plainHttp for the registry under releaseEvidence.registries`,
      { lasting: true },
    );
  }
  refuseAddress(url.hostname, connecting.allowPrivate);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      (plain ? http : https)
        .get(
          url,
          { agent: false, lookup: connecting.lookup, headers, signal },
          resolve,
        )
        .on('error', reject);
    });
    const { statusCode: status = 0, headers: answered } = response;
    return {
      url,
      status,
      headers: answered,
      body:
        status === 200
          ? await readWhole(response, url, maxBytes)
          : dropped(response),
    };
  } catch (error) {
    throw described(error, url, signal);
  }
}

function dropped(response: IncomingMessage): Buffer {
  response.destroy();
  return Buffer.alloc(0);
}

async function readWhole(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new RegistryError(
        `${url.host} answered with more than ${maxBytes} bytes`,
        { lasting: true },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Only the code: what the platform says may repeat what was sent. */
function described(
  error: unknown,
  url: URL,
  signal: AbortSignal,
): RegistryError {
  if (error instanceof RegistryError) {
    return error;
  }
  if (signal.aborted) {
    return new RegistryError(`${url.host} took too long to answer`);
  }
  return new RegistryError(
    `${url.host} could not be asked (${
      codeOf(error) ?? 'the connection broke'
    })`,
  );
}

/** A name with several addresses fails with an error for each. */
function codeOf(error: unknown): string | undefined {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') {
    return code;
  }
  return Array.isArray(errors) ? codeOf(errors[0]) : undefined;
}
