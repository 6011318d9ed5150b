import { COMMIT, DIGEST, repository, user } from './payloads';

export const IMAGE_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export const published = {
  action: 'published',
  registry_package: {
    name: 'Payments',
    namespace: 'Acme',
    html_url: 'https://github.com/orgs/Acme/packages/container/payments',
    owner: user('Acme'),
    updated_at: '2026-09-01T00:00:00Z',
    package_version: {
      version: DIGEST,
      package_url: 'ghcr.io/Acme/Payments:1.4.2',
      html_url: 'https://github.com/orgs/Acme/packages/container/payments/1',
      created_at: '2026-10-01T10:00:00Z',
      updated_at: '2026-10-01T10:00:01Z',
      author: user('ada'),
      container_metadata: {
        tag: { name: '1.4.2', digest: DIGEST },
        labels: {
          source: 'https://github.com/Acme/Payments',
          revision: COMMIT,
          all_labels: {},
        },
        manifest: {
          media_type: MANIFEST,
          config: { media_type: IMAGE_CONFIG },
          layers: [
            { media_type: 'application/vnd.oci.image.layer.v1.tar+gzip' },
          ],
        },
      },
    },
  },
  repository,
  sender: user('ada'),
};

/** Where the version of the package stands in it. */
export const VERSION = 'registry_package.package_version';
