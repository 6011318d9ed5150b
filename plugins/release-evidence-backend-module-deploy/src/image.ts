import {
  ArtifactName,
  Digest,
  parseArtifactReference,
} from 'backstage-plugin-release-evidence-common';

/** What a deployment says of the artifact that it brings. */
export interface DeployedImage {
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
}

/**
 * Reads an image as clusters write it: `nginx`, `nginx:1.27`,
 * `registry:5000/acme/payments@sha256:…`, with `docker-pullable://` or
 * `oci://` before it. An image that names neither tag nor digest is run by the
 * tag `latest`. A digest alone is that of an image's config: it names nothing
 * that a registry knows.
 */
export function readImage(image: string): DeployedImage | undefined {
  const bare = image.trim().replace(/^[a-z-]+:\/\//, '');
  if (bare === '' || /^sha\d+:/.test(bare)) {
    return undefined;
  }
  const reference = parseArtifactReference(
    bare.split('@')[0].includes('/') ? bare : `docker.io/library/${bare}`,
  );
  return (
    reference && {
      artifact: reference.name,
      digest: reference.digest,
      tag: reference.tag ?? (reference.digest ? null : 'latest'),
    }
  );
}

/** The images of a list that can be read, each once. */
export function readImages(images: readonly string[]): DeployedImage[] {
  const known = new Map(
    images.flatMap(image => {
      const read = readImage(image);
      return read ? [[imageKey(read), read] as const] : [];
    }),
  );
  return [...known.values()];
}

/** An image as a part of an id: by its digest, or else by its tag. */
export function imageKey({ artifact, digest, tag }: DeployedImage): string {
  return `${artifact ?? ''}${digest ? `@${digest}` : `:${tag ?? ''}`}`;
}
