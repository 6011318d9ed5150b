import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { RegistryContent, TYPES } from './registryContent';

/** A request as it arrived. */
export interface SeenRequest {
  path: string;
  authorization: string | undefined;
}

/** What a registry does besides answering, or instead of it. */
export interface Behaviour {
  /** Off, it answers 404 as registries of the spec 1.0 do. */
  referrersApi?: boolean;
  /** Entries in a page of referrers. */
  pageSize?: number;
  /** Answers instead of the registry, when it returns true. */
  instead?: (
    url: URL,
    response: ServerResponse,
    request: IncomingMessage,
  ) => boolean;
}

/** A registry of the distribution spec 1.1, as far as reading goes. */
export class SpecRegistry {
  readonly seen: SeenRequest[] = [];

  private constructor(
    private readonly server: Server,
    readonly content: RegistryContent,
    readonly behaviour: Behaviour,
  ) {}

  static async start(
    content = new RegistryContent(),
    behaviour: Behaviour = {},
  ): Promise<SpecRegistry> {
    const server = createServer();
    const registry = new SpecRegistry(server, content, behaviour);
    server.on('request', (request, response) =>
      registry.answer(request, response),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  paths(): string[] {
    return this.seen.map(({ path }) => path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${this.host}`);
    this.seen.push({
      path: url.pathname + url.search,
      authorization: request.headers.authorization,
    });
    if (this.behaviour.instead?.(url, response, request)) {
      return;
    }
    const [, kind, reference] =
      /^\/v2\/.+\/(manifests|blobs|referrers)\/([^/]+)$/.exec(url.pathname) ??
      [];
    if (kind === 'manifests') {
      this.answerManifest(reference, response);
    } else if (kind === 'blobs') {
      const blob = this.content.blobs.get(reference);
      response.writeHead(blob ? 200 : 404).end(blob);
    } else if (kind === 'referrers' && this.behaviour.referrersApi !== false) {
      this.answerReferrers(url, reference, response);
    } else {
      response.writeHead(404).end();
    }
  }

  private answerManifest(reference: string, response: ServerResponse): void {
    const digest = this.content.tags.get(reference) ?? reference;
    const manifest = this.content.manifests.get(digest);
    if (!manifest) {
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
      return;
    }
    response
      .writeHead(200, {
        'content-type': manifest.mediaType,
        'docker-content-digest': digest,
      })
      .end(manifest.bytes);
  }

  private answerReferrers(
    url: URL,
    digest: string,
    response: ServerResponse,
  ): void {
    const all = this.content.referrersOf(digest);
    const from = Number(url.searchParams.get('from') ?? 0);
    const to = from + (this.behaviour.pageSize ?? all.length);
    response
      .writeHead(200, {
        'content-type': TYPES.index,
        ...(to < all.length
          ? { link: `<${url.pathname}?from=${to}>; rel="next"` }
          : {}),
      })
      .end(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: TYPES.index,
          manifests: all.slice(from, to),
        }),
      );
  }
}
