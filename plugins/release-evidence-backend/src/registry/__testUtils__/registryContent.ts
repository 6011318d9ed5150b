import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Digest } from 'backstage-plugin-release-evidence-common';

/** How manifests name what they refer to. */
export interface TestDescriptor {
  mediaType: string;
  digest: Digest;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
  platform?: { os: string; architecture: string };
}

export const TYPES = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  inToto: 'application/vnd.in-toto+json',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  dsse: 'application/vnd.dsse.envelope.v1+json',
  simpleSigning: 'application/vnd.dev.cosign.simplesigning.v1+json',
  spdx: 'application/spdx+json',
  cyclonedx: 'application/vnd.cyclonedx+json',
};

const EMPTY_TAR = Buffer.alloc(1024);
const EMPTY_TAR_DIGEST = `sha256:${hash('sha256', EMPTY_TAR)}`;
const EMPTY_GZIPPED_TAR = gzipSync(EMPTY_TAR);

interface TestDocument {
  mediaType: string;
  content: string | object;
  annotations?: Record<string, string>;
}

/** What stands in a repository, made in memory and pushed or served from it. */
export class RegistryContent {
  readonly blobs = new Map<Digest, Buffer>();
  readonly manifests = new Map<Digest, { mediaType: string; bytes: Buffer }>();
  readonly tags = new Map<string, Digest>();

  blob(mediaType: string, content: Buffer | string | object): TestDescriptor {
    const bytes = toBytes(content);
    const digest = `sha256:${hash('sha256', bytes)}`;
    this.blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }

  manifest(
    content: { mediaType: string; [field: string]: unknown },
    tag?: string,
  ): TestDescriptor {
    const { mediaType } = content;
    const bytes = toBytes(content);
    const digest = `sha256:${hash('sha256', bytes)}`;
    this.manifests.set(digest, { mediaType, bytes });
    if (tag) {
      this.tags.set(tag, digest);
    }
    return { mediaType, digest, size: bytes.length };
  }

  image(options: {
    architecture: string;
    labels?: Record<string, string>;
    tag?: string;
  }): TestDescriptor {
    const { architecture, labels, tag } = options;
    const layer = this.blob(TYPES.layer, EMPTY_GZIPPED_TAR);
    const config = this.blob(TYPES.config, {
      architecture,
      os: 'linux',
      config: labels ? { Labels: labels } : {},
      rootfs: { type: 'layers', diff_ids: [EMPTY_TAR_DIGEST] },
    });
    return {
      ...this.manifest(
        {
          schemaVersion: 2,
          mediaType: TYPES.manifest,
          config,
          layers: [layer],
        },
        tag,
      ),
      platform: { os: 'linux', architecture },
    };
  }

  /** As BuildKit attaches provenance to an image inside its index. */
  buildkitAttestation(about: Digest, statement: object): TestDescriptor {
    const layer = {
      ...this.blob(TYPES.inToto, statement),
      annotations: {
        'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2',
      },
    };
    const config = this.blob(TYPES.config, {
      architecture: 'unknown',
      os: 'unknown',
      config: {},
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    });
    return {
      ...this.manifest({
        schemaVersion: 2,
        mediaType: TYPES.manifest,
        config,
        layers: [layer],
      }),
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': about,
      },
      platform: { os: 'unknown', architecture: 'unknown' },
    };
  }

  index(manifests: TestDescriptor[], tag?: string): TestDescriptor {
    return this.manifest(
      { schemaVersion: 2, mediaType: TYPES.index, manifests },
      tag,
    );
  }

  /** A manifest with a subject, as clients of the spec 1.1 push it. */
  referrer(
    subject: TestDescriptor,
    artifactType: string,
    documents: TestDocument[],
  ): TestDescriptor {
    const { mediaType, digest, size } = subject;
    return {
      ...this.manifest({
        schemaVersion: 2,
        mediaType: TYPES.manifest,
        artifactType,
        config: this.blob(TYPES.empty, '{}'),
        layers: this.layers(documents),
        subject: { mediaType, digest, size },
      }),
      artifactType,
    };
  }

  /** As cosign keeps it, under a tag made of the digest. */
  cosign(
    about: Digest,
    suffix: 'sig' | 'att' | 'sbom',
    documents: TestDocument[],
  ): TestDescriptor {
    return this.manifest(
      {
        schemaVersion: 2,
        mediaType: TYPES.manifest,
        config: this.blob(TYPES.config, { suffix }),
        layers: this.layers(documents),
      },
      `${about.replace(':', '-')}.${suffix}`,
    );
  }

  /** What names the digest as its subject, as the referrers API lists it. */
  referrersOf(digest: Digest): TestDescriptor[] {
    return [...this.manifests].flatMap(([referrer, { mediaType, bytes }]) => {
      const content = JSON.parse(bytes.toString('utf8'));
      return content?.subject?.digest === digest
        ? [
            {
              mediaType,
              digest: referrer,
              size: bytes.length,
              artifactType: content.artifactType,
            },
          ]
        : [];
    });
  }

  private layers(documents: TestDocument[]): TestDescriptor[] {
    return documents.map(({ mediaType, content, annotations }) => ({
      ...this.blob(mediaType, content),
      ...(annotations ? { annotations } : {}),
    }));
  }
}

function toBytes(content: Buffer | string | object): Buffer {
  if (Buffer.isBuffer(content)) {
    return content;
  }
  return Buffer.from(
    typeof content === 'string' ? content : JSON.stringify(content),
  );
}
