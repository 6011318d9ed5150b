import { numberOf } from '../ids';
import { acme, Account } from '../people';
import { stamp } from '../time';
import { user, WEB } from './account';
import { RepositoryFacts, webUrl } from './repository';
import { blobsOf, Image } from '../image';

/** GitHub sends this for the times of a container's version. */
const NO_TIME = '0001-01-01T00:00:00Z';

/** `registry_package` with the action `published`, for one manifest. */
export function registryPackagePublished(
  facts: RepositoryFacts,
  image: Image,
  {
    tag,
    author,
    at,
    firstAt,
  }: { tag: string; author: Account; at: Date; firstAt: Date },
) {
  const id = numberOf(`package ${image.name}`, 7);
  const page = `${WEB}/orgs/${acme.login}/packages/container/${image.name}`;
  return {
    action: 'published',
    registry_package: {
      id,
      name: image.name,
      namespace: acme.login,
      description: null,
      ecosystem: 'CONTAINER',
      package_type: 'CONTAINER',
      html_url: `${WEB}/${acme.login}/packages/${id}`,
      created_at: stamp(firstAt),
      updated_at: stamp(at),
      owner: user(acme),
      package_version: packageVersion(facts, image, { tag, author, page }),
      registry: {
        about_url:
          'https://docs.github.com/packages/learn-github-packages/introduction-to-github-packages',
        name: 'GitHub CONTAINER registry',
        type: 'CONTAINER',
        url: `https://CONTAINER.pkg.github.com/${acme.login}`,
        vendor: 'GitHub Inc',
      },
    },
  };
}

function packageVersion(
  facts: RepositoryFacts,
  image: Image,
  { tag, author, page }: { tag: string; author: Account; page: string },
) {
  const id = numberOf(`package version ${image.digest}`, 9);
  return {
    id,
    version: image.digest,
    name: image.digest,
    description: '',
    summary: '',
    author: user(author),
    manifest: '',
    html_url: `${page}/${id}`,
    tag_name: tag,
    target_commitish: 'main',
    target_oid: image.revision,
    created_at: NO_TIME,
    updated_at: NO_TIME,
    metadata: [],
    container_metadata: containerMetadata(facts, image, tag),
    package_files: [],
    installation_command: `docker pull ghcr.io/${acme.login}/${image.name}:${tag}`,
    package_url: `ghcr.io/${acme.login}/${image.name}:${tag}`,
  };
}

/** An index has no configuration of its own, and so no labels. */
function containerMetadata(facts: RepositoryFacts, image: Image, tag: string) {
  const labelled = image.platforms.length === 0;
  const label = (value: string) => (labelled ? value : '');
  const { config, layers } = blobsOf(image);
  return {
    tag: { name: tag, digest: tag ? image.digest : '' },
    labels: {
      description: '',
      source: label(webUrl(facts)),
      revision: label(image.revision),
      image_url: label(webUrl(facts)),
      licenses: '',
      all_labels: labelled ? allLabels(facts, image) : {},
    },
    manifest: {
      digest: image.digest,
      media_type: image.mediaType,
      uri: `repositories/${acme.login}/${image.name}/manifests/${image.digest}`,
      size: image.size,
      ...(labelled ? { config, layers } : {}),
    },
  };
}

function allLabels(facts: RepositoryFacts, { revision, version }: Image) {
  const label = (key: string) => `org.opencontainers.image.${key}`;
  return {
    [label('revision')]: revision,
    [label('source')]: webUrl(facts),
    [label('title')]: facts.name,
    [label('url')]: webUrl(facts),
    [label('version')]: version,
  };
}
