import type {
  ArtifactName,
  Digest,
} from 'backstage-plugin-release-evidence-common';
import type {
  BlobDescriptor,
  Page,
  RegistryClient,
  RegistryManifest,
} from './registryClient';
import { RegistryError } from './registryError';

/** How much is done for one artifact, whatever its registry answers. */
export interface Bounds {
  /** Time for all of it. */
  milliseconds: number;
  requests: number;
  /** How many platform manifests are looked at. */
  platforms: number;
  /** How far referrers of referrers are followed; 1 is those of the artifact. */
  depth: number;
  documents: number;
  /** The largest document, and all of them together. */
  documentBytes: number;
  totalBytes: number;
}

export const DEFAULT_BOUNDS: Bounds = {
  milliseconds: 60_000,
  requests: 400,
  platforms: 50,
  depth: 2,
  documents: 200,
  documentBytes: 32 * 1024 * 1024,
  totalBytes: 32 * 1024 * 1024,
};

/** Asks about one repository, until its time or its requests are used up. */
export class RepositoryReader {
  private readonly signal: AbortSignal;
  private requests = 0;

  constructor(
    private readonly client: RegistryClient,
    readonly name: ArtifactName,
    readonly bounds: Bounds,
  ) {
    this.signal = AbortSignal.timeout(bounds.milliseconds);
  }

  /** Whether nothing more will be asked. */
  get isSpent(): boolean {
    return this.signal.aborted || this.requests >= this.bounds.requests;
  }

  async manifest(reference: string): Promise<RegistryManifest | undefined> {
    this.spend();
    return this.client.manifest(this.name, reference, { signal: this.signal });
  }

  async blob(descriptor: BlobDescriptor): Promise<Buffer> {
    this.spend();
    return this.client.blob(this.name, descriptor, { signal: this.signal });
  }

  async referrersPage(
    digest: Digest,
    page: string | undefined,
  ): Promise<Page | undefined> {
    this.spend();
    return this.client.referrersPage(this.name, digest, {
      signal: this.signal,
      page,
    });
  }

  private spend(): void {
    const { milliseconds, requests } = this.bounds;
    if (this.signal.aborted) {
      throw new RegistryError(
        `${this.name}: not done after ${milliseconds / 1000} seconds`,
      );
    }
    if (this.requests >= requests) {
      throw new RegistryError(
        `${this.name}: not done after ${requests} requests`,
        { lasting: true },
      );
    }
    this.requests += 1;
  }
}
