import {
  ArtifactName,
  Digest,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import type { RegistrySettings } from '../config/registries';
import { guardedLookup, ResolveAll } from './addressGuard';
import { Answer, exchange } from './httpExchange';
import { RegistryAuth } from './registryAuth';
import {
  mediaTypeOf,
  nextPage,
  provenDigest,
  refuseFailure,
  refuseOtherBytes,
} from './registryAnswer';
import { quote, RegistryError } from './registryError';
import { placeOf, RepositoryPlace } from './registryHost';

/** A manifest as a registry holds it; the digest is of these very bytes. */
export interface RegistryManifest {
  digest: Digest;
  /** As the registry says; the manifest itself may say more. */
  mediaType: string;
  bytes: Buffer;
}

/** What names a blob, and by which it is checked. */
export interface BlobDescriptor {
  digest: Digest;
  size: number;
}

/** A page of a registry, and where the next one is. */
export interface Page {
  bytes: Buffer;
  mediaType: string;
  next: string | undefined;
}

/** What a caller may set for one question. */
export interface AskOptions {
  signal?: AbortSignal;
}

export interface ClientLimits {
  /** For one request and the answer to it. */
  requestMs: number;
  /** The largest manifest; registries need not keep larger ones than 4 MiB. */
  manifestBytes: number;
}

const LIMITS: ClientLimits = {
  requestMs: 20_000,
  manifestBytes: 4 * 1024 * 1024,
};

const MAX_REDIRECTS = 3;
const TOKEN_BYTES = 64 * 1024;

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.artifact.manifest.v1+json',
];

/** The spec asks for 404; registries older than it answer these as well. */
const NO_SUCH_API = new Set([400, 404, 405, 406, 501]);

/** A tag, as the distribution spec 1.1 allows it. */
const TAG = /^\w[\w.-]{0,127}$/;

/**
 * Asks registries by the OCI distribution spec 1.1: reading only, any host that
 * the address guard lets through, with the credentials of the configuration.
 */
export class RegistryClient {
  private readonly auth = new RegistryAuth();
  private readonly limits: ClientLimits;
  private readonly closing = new AbortController();

  constructor(
    private readonly options: {
      registries: Record<string, RegistrySettings>;
      limits?: Partial<ClientLimits>;
      resolveAll?: ResolveAll;
    },
  ) {
    this.limits = { ...LIMITS, ...options.limits };
  }

  /** Breaks off what is being asked, and asks nothing more. */
  close(): void {
    this.closing.abort();
  }

  /** The manifest of a tag or digest; undefined when there is none. */
  async manifest(
    name: ArtifactName,
    reference: string,
    options: AskOptions = {},
  ): Promise<RegistryManifest | undefined> {
    const asked = parseDigest(reference);
    if (!asked && !TAG.test(reference)) {
      throw new RegistryError(
        `${quote(reference)} is neither a tag nor a digest`,
        { lasting: true },
      );
    }
    const answer = await this.get(name, `manifests/${reference}`, {
      ...options,
      maxBytes: this.limits.manifestBytes,
      accept: MANIFEST_TYPES.join(', '),
    });
    if (answer.status === 404) {
      return undefined;
    }
    refuseFailure(answer, `${name}, manifest ${reference}`);
    return {
      digest: provenDigest(answer, name, asked),
      mediaType: mediaTypeOf(answer),
      bytes: answer.body,
    };
  }

  /** The bytes that a descriptor names, and no others. */
  async blob(
    name: ArtifactName,
    { digest, size }: BlobDescriptor,
    options: AskOptions = {},
  ): Promise<Buffer> {
    const answer = await this.get(name, `blobs/${digest}`, {
      ...options,
      maxBytes: size,
      accept: '*/*',
    });
    refuseFailure(answer, `${name}, blob ${digest}`);
    if (answer.body.length !== size) {
      throw new RegistryError(
        `${name}, blob ${digest}: ${answer.body.length} bytes where ${size} were announced`,
        { lasting: true },
      );
    }
    refuseOtherBytes(answer.body, digest, name);
    return answer.body;
  }

  /**
   * A page of what refers to a digest, by the referrers API; undefined when the
   * registry does not have that API. `page` is the `next` of the page before.
   */
  async referrersPage(
    name: ArtifactName,
    digest: Digest,
    options: AskOptions & { page?: string } = {},
  ): Promise<Page | undefined> {
    const answer = await this.get(name, `referrers/${digest}`, {
      ...options,
      maxBytes: this.limits.manifestBytes,
      accept: MANIFEST_TYPES[0],
    });
    if (NO_SUCH_API.has(answer.status)) {
      return undefined;
    }
    refuseFailure(answer, `${name}, referrers of ${digest}`);
    return {
      bytes: answer.body,
      mediaType: mediaTypeOf(answer),
      next: nextPage(answer),
    };
  }

  private async get(
    name: ArtifactName,
    what: string,
    options: {
      accept: string;
      maxBytes: number;
      signal?: AbortSignal;
      page?: string;
    },
  ): Promise<Answer> {
    const place = placeOf(name, this.options.registries);
    const first = firstUrl(place, what, options.page);
    const known = this.auth.known(place);
    const answer = await this.follow(place, first, known, options);
    // Only the registry's own refusal counts, not that of where it sent us.
    if (answer.status !== 401 || answer.url.origin !== first.origin) {
      return answer;
    }
    const authorization = await this.auth.answer(
      place,
      answer.headers['www-authenticate'],
      (url, credential) =>
        this.ask(place, url, credential, {
          ...options,
          accept: 'application/json',
          maxBytes: TOKEN_BYTES,
        }),
    );
    return this.follow(place, first, authorization, options);
  }

  /** Follows redirects; the authorization stays with the registry's own host. */
  private async follow(
    place: RepositoryPlace,
    first: URL,
    authorization: string | undefined,
    options: { accept: string; maxBytes: number; signal?: AbortSignal },
  ): Promise<Answer> {
    let url = first;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.ask(
        place,
        url,
        url.origin === first.origin ? authorization : undefined,
        options,
      );
      if (![301, 302, 303, 307, 308].includes(answer.status)) {
        return answer;
      }
      const target = URL.parse(answer.headers.location ?? '', url);
      if (!target) {
        throw new RegistryError(`${url.host} redirects to nowhere`);
      }
      // What stands there would be sent along as a credential.
      target.username = '';
      target.password = '';
      url = target;
    }
    throw new RegistryError(
      `${first.host} redirects more than ${MAX_REDIRECTS} times`,
      { lasting: true },
    );
  }

  private async ask(
    { settings }: RepositoryPlace,
    url: URL,
    authorization: string | undefined,
    options: { accept: string; maxBytes: number; signal?: AbortSignal },
  ): Promise<Answer> {
    const { accept, maxBytes, signal } = options;
    const ends = [
      this.closing.signal,
      AbortSignal.timeout(this.limits.requestMs),
      ...(signal ? [signal] : []),
    ];
    return exchange(url, {
      headers: {
        accept,
        'user-agent': 'release-evidence',
        ...(authorization ? { authorization } : {}),
      },
      connecting: {
        plainHttp: settings.plainHttp,
        allowPrivate: settings.allowPrivate,
        lookup: guardedLookup(settings.allowPrivate, this.options.resolveAll),
      },
      maxBytes,
      signal: AbortSignal.any(ends),
    });
  }
}

/** The address of a question, or of its next page at the same registry. */
function firstUrl(place: RepositoryPlace, what: string, page?: string): URL {
  const scheme = place.settings.plainHttp ? 'http' : 'https';
  const url = URL.parse(`${scheme}://${place.host}/v2/${place.path}/${what}`);
  if (!url) {
    throw new RegistryError(`${place.registry} is no host`, { lasting: true });
  }
  if (page === undefined) {
    return url;
  }
  // Of the link only the query counts: behind a proxy its host is another.
  url.search = URL.parse(page, url)?.search ?? '';
  return url;
}
