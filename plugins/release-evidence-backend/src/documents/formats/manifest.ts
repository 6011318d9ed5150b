import {
  Digest,
  ListedManifest,
  ManifestContent,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument, JsonObject } from '../json/jsonDocument';
import { isObject, listOf, objectOf, textOf, textsOf, wordOf } from '../values';
import type { FormatReading } from './format';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

const KNOWN_TYPES = {
  manifest: [
    MANIFEST,
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.artifact.manifest.v1+json',
  ],
  index: [INDEX, 'application/vnd.docker.distribution.manifest.list.v2+json'],
};

const REMEDY = 'Send the manifest byte for byte as the registry holds it';

/** Reads an OCI image or artifact manifest, or Docker's second schema. */
export function readOciManifest(document: JsonDocument): FormatReading {
  const manifest = document.frame([]);
  const mediaType = mediaTypeOf(manifest, 'manifest', MANIFEST);
  // Deprecated artifact manifests have no config, and call their layers blobs.
  const config = manifest.config
    ? descriptor(manifest.config, '/config')
    : undefined;
  const field = manifest.blobs ? 'blobs' : 'layers';
  if (!Array.isArray(manifest[field])) {
    throw refuse(`/${field}`, 'is no list', REMEDY);
  }
  const layers = listOf(manifest[field]).map((layer, index) =>
    descriptor(layer, `/${field}/${index}`),
  );
  return reading(manifest, {
    mediaType,
    configMediaType: config?.mediaType ?? null,
    platforms: [],
    attestations: [],
    layers: textsOf(layers.map(layer => layer.mediaType)).slice(0, 50),
  });
}

/** Reads an OCI image index, or Docker's manifest list. */
export function readOciIndex(document: JsonDocument): FormatReading {
  const index = document.frame([]);
  const mediaType = mediaTypeOf(index, 'index', INDEX);
  if (!Array.isArray(index.manifests)) {
    throw refuse('/manifests', 'is no list', REMEDY);
  }
  const listed = index.manifests.map((entry, place) => ({
    manifest: descriptor(entry, `/manifests/${place}`),
    attestation: isAttestation(objectOf(entry)),
  }));
  return reading(index, {
    mediaType,
    configMediaType: null,
    platforms: listed.flatMap(({ manifest, attestation }) =>
      attestation ? [] : [manifest],
    ),
    attestations: listed.flatMap(({ manifest, attestation }) =>
      attestation ? [manifest] : [],
    ),
    layers: [],
  });
}

function reading(
  manifest: JsonObject,
  said: Omit<
    ManifestContent,
    'kind' | 'artifactType' | 'subject' | 'annotations'
  >,
): FormatReading {
  return {
    specVersion: null,
    contents: [
      {
        kind: 'manifest',
        ...said,
        artifactType: textOf(manifest.artifactType),
        subject:
          manifest.subject === undefined || manifest.subject === null
            ? null
            : descriptor(manifest.subject, '/subject').digest,
        annotations: originOf(objectOf(manifest.annotations)),
      },
    ],
    warnings: [],
  };
}

function mediaTypeOf(
  { schemaVersion, mediaType }: JsonObject,
  kind: 'manifest' | 'index',
  usual: string,
): string {
  if (schemaVersion !== 2) {
    throw refuse(
      '/schemaVersion',
      'is not 2',
      'Push the image with a client of this decade; schema 1 has no digest of its own',
    );
  }
  if (mediaType === undefined) {
    return usual;
  }
  if (!KNOWN_TYPES[kind].includes(wordOf(mediaType))) {
    throw refuse(
      '/mediaType',
      `is none of ${KNOWN_TYPES[kind].join(', ')}`,
      REMEDY,
    );
  }
  return wordOf(mediaType);
}

function descriptor(value: unknown, at: string): ListedManifest {
  if (!isObject(value)) {
    throw refuse(at, 'is no descriptor', REMEDY);
  }
  return {
    digest: digestAt(value.digest, `${at}/digest`),
    mediaType: textOf(value.mediaType),
    platform: platformOf(objectOf(value.platform)),
  };
}

function digestAt(value: unknown, field: string): Digest {
  const digest = parseDigest(value);
  if (!digest) {
    throw refuse(
      field,
      value === undefined
        ? 'missing'
        : 'is no digest, which is sha256: and 64 lower case hexadecimal digits',
      REMEDY,
    );
  }
  return digest;
}

function platformOf({ os, architecture, variant }: JsonObject): string | null {
  return textOf(
    [os, architecture, variant]
      .filter(part => typeof part === 'string' && part !== '')
      .join('/'),
  );
}

/** What BuildKit lists beside the images that it speaks of. */
function isAttestation({ annotations, platform }: JsonObject): boolean {
  const { os, architecture } = objectOf(platform);
  return (
    objectOf(annotations)['vnd.docker.reference.type'] ===
      'attestation-manifest' ||
    (os === 'unknown' && architecture === 'unknown')
  );
}

const ORIGIN = [
  'org.opencontainers.image.revision',
  'org.opencontainers.image.source',
  'org.opencontainers.image.version',
  'org.opencontainers.image.created',
  'org.opencontainers.image.url',
  'org.opencontainers.image.base.name',
  'org.opencontainers.image.base.digest',
];

function originOf(annotations: JsonObject): Record<string, string> {
  return Object.fromEntries(
    ORIGIN.flatMap(name => {
      const value = textOf(annotations[name]);
      return value ? [[name, value]] : [];
    }),
  );
}
