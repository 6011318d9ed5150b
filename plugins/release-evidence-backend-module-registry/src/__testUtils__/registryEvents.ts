/*
 * Events as registry 2.8 was seen to send them: an image and an index with two
 * platforms and BuildKit's attestations copied to it, then deleted, with
 * `includereferences` switched on and a proxy in front. Each envelope held one
 * event, was sent as `application/vnd.docker.distribution.events.v1+json`, and
 * came again byte for byte when it was answered with an error.
 */

export const CONTENT_TYPE =
  'application/vnd.docker.distribution.events.v1+json';

export const TOKEN = 'registry-token';

export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

export const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const CONFIG = 'application/vnd.oci.image.config.v1+json';
export const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
export const IN_TOTO = 'application/vnd.in-toto+json';
export const EMPTY = 'application/vnd.oci.empty.v1+json';

export interface Target {
  mediaType?: string;
  digest?: string;
  size?: number;
  length?: number;
  repository?: string;
  fromRepository?: string;
  url?: string;
  tag?: string;
  references?: object[];
}

let sent = 0;

export function registryEvent(action: string, target: Target) {
  sent += 1;
  return {
    id: `a611cfd4-fc96-496b-b4f0-${String(sent).padStart(12, '0')}`,
    timestamp: '2026-10-01T10:00:05.994533562Z',
    action,
    target: { repository: 'acme/payments', ...target },
    request: {
      id: 'fda690d8-ab84-4800-9edf-8463584944d2',
      addr: '127.0.0.1:53972',
      host: 'registry-internal:5000',
      method: 'PUT',
      useragent: 'skopeo/1.9.3',
    },
    actor: { name: 'robot' },
    source: {
      addr: 'vm:5000',
      instanceID: 'c7e9b1f7-fdef-4be5-bd62-ac82d8ffd31e',
    },
  };
}

export const reference = (
  mediaType: string,
  letter: string,
  more?: object,
) => ({
  mediaType,
  size: 417,
  digest: digestOf(letter),
  ...more,
});

/** A manifest; its URL is made with the host that the proxy forwarded. */
export function pushedManifest(
  letter: string,
  options: { tag?: string; mediaType?: string; references?: object[] } = {},
) {
  const digest = digestOf(letter);
  return registryEvent('push', {
    mediaType: IMAGE,
    size: 417,
    digest,
    length: 417,
    url: `https://registry.acme.test/v2/acme/payments/manifests/${digest}`,
    ...options,
  });
}

export function pushedBlob(letter: string) {
  const digest = digestOf(letter);
  return registryEvent('push', {
    mediaType: 'application/octet-stream',
    size: 98,
    digest,
    length: 98,
    url: `https://registry.acme.test/v2/acme/payments/blobs/${digest}`,
  });
}

/** The manifest with which BuildKit attests another one of the same index. */
export const pushedAttestation = (letter: string) =>
  pushedManifest(letter, {
    references: [
      reference(CONFIG, '1'),
      reference(IN_TOTO, '2', {
        annotations: {
          'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2',
        },
      }),
    ],
  });

/** How the index lists it: without a platform, but with its annotations. */
export const attestationInIndex = (letter: string, of: string) =>
  reference(IMAGE, letter, {
    annotations: {
      'vnd.docker.reference.digest': digestOf(of),
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  });

/** Removing a manifest removes its tags, each with an event of its own. */
export function removedManifest(letter: string, tags: string[]) {
  return [
    registryEvent('delete', { digest: digestOf(letter) }),
    ...tags.map(tag => registryEvent('delete', { tag })),
  ];
}
