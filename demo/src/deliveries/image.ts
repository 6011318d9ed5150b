import { digestOf, numberOf } from './ids';

const OCI = 'application/vnd.oci.image';

/** What was built: an image, or an index of one image for each platform. */
export interface Image {
  /** Without registry host and owner. */
  name: string;
  version: string;
  /** The commit that its label names. */
  revision: string;
  digest: string;
  /** What the digest is of. */
  content: string;
  mediaType: string;
  size: number;
  platforms: Image[];
}

export interface Descriptor {
  digest: string;
  media_type: string;
  size: number;
}

export function singleImage(
  name: string,
  version: string,
  revision: string,
  platform = '',
): Image {
  const content = `image ${name} ${version} ${platform} ${revision}`;
  return {
    name,
    version,
    revision,
    content,
    digest: digestOf(content),
    mediaType: `${OCI}.manifest.v1+json`,
    size: 1_200 + numberOf(`size ${name} ${version} ${platform}`, 3),
    platforms: [],
  };
}

export function imageIndex(
  name: string,
  version: string,
  revision: string,
  platforms: string[],
): Image {
  return {
    ...singleImage(name, version, revision, 'index'),
    mediaType: `${OCI}.index.v1+json`,
    platforms: platforms.map(platform =>
      singleImage(name, version, revision, platform),
    ),
  };
}

/** The configuration and the layers of an image; two layers never change. */
export function blobsOf({ name, digest }: Image): {
  config: Descriptor;
  layers: Descriptor[];
} {
  const layer = (content: string): Descriptor => ({
    digest: digestOf(`layer ${content}`),
    media_type: `${OCI}.layer.v1.tar+gzip`,
    size: numberOf(`layer size ${content}`, 8),
  });
  return {
    config: {
      digest: digestOf(`configuration ${digest}`),
      media_type: `${OCI}.config.v1+json`,
      size: numberOf(`configuration size ${digest}`, 4),
    },
    layers: [layer('debian'), layer(`runtime of ${name}`), layer(digest)],
  };
}
