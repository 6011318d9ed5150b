import { uuidOf } from '../ids';
import { blobsOf, Descriptor, Image } from '../image';
import { after } from '../time';

export const REGISTRY_HOST = 'registry.acme.test';

/** A push as the registry's notifications tell of it. */
export interface RegistryPush {
  image: Image;
  tags: string[];
  actor: string;
  at: Date;
}

/**
 * The envelope for one push: the blobs that were new, the manifests of the
 * platforms, and the manifest itself once for each tag.
 */
export function pushEnvelope(push: RegistryPush) {
  const { image, tags } = push;
  const events = [
    ...[image, ...image.platforms].flatMap(part => blobEvents(push, part)),
    ...image.platforms.map(part => manifestEvent(push, part, undefined)),
    ...tags.map(tag => manifestEvent(push, image, tag)),
  ];
  return {
    events: events.map((event, index) => ({
      id: uuidOf(`event ${image.digest} ${tags.join()} ${index}`),
      timestamp: after(push.at, { seconds: index }).toISOString(),
      ...event,
    })),
  };
}

/** An image's configuration and last layer; the others were there already. */
function blobEvents(push: RegistryPush, image: Image) {
  if (image.platforms.length > 0) {
    return [];
  }
  const { config, layers } = blobsOf(image);
  return [config, layers[layers.length - 1]].map(blob => ({
    action: 'push',
    target: {
      mediaType: 'application/octet-stream',
      digest: blob.digest,
      size: blob.size,
      length: blob.size,
      repository: image.name,
      url: `https://${REGISTRY_HOST}/v2/${image.name}/blobs/${blob.digest}`,
    },
    ...circumstances(push, blob.digest),
  }));
}

function manifestEvent(
  push: RegistryPush,
  image: Image,
  tag: string | undefined,
) {
  const { name, digest, mediaType, size } = image;
  return {
    action: 'push',
    target: {
      mediaType,
      digest,
      size,
      length: size,
      repository: name,
      url: `https://${REGISTRY_HOST}/v2/${name}/manifests/${digest}`,
      ...(tag ? { tag } : {}),
      references: references(image),
    },
    ...circumstances(push, `${digest} ${tag ?? ''}`),
  };
}

function references(image: Image) {
  const { config, layers } = blobsOf(image);
  const descriptors: Descriptor[] =
    image.platforms.length > 0
      ? image.platforms.map(({ digest, mediaType, size }) => ({
          digest,
          media_type: mediaType,
          size,
        }))
      : [config, ...layers];
  return descriptors.map(({ digest, media_type, size }) => ({
    mediaType: media_type,
    digest,
    size,
  }));
}

function circumstances({ actor }: RegistryPush, what: string) {
  return {
    request: {
      id: uuidOf(`request ${what}`),
      addr: '10.20.3.14',
      host: REGISTRY_HOST,
      method: 'PUT',
      useragent: 'docker/28.3.2 go/go1.24.5 kernel/6.8.0 os/linux arch/amd64',
    },
    actor: { name: actor },
    source: {
      addr: 'registry-0:5000',
      instanceID: uuidOf('registry instance'),
    },
  };
}
