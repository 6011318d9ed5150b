import {
  carriesStatements,
  webLink,
} from 'backstage-plugin-release-evidence-node';
import {
  isReferrerTag,
  normalizeArtifactName,
  parseCommit,
  parseDigest,
  parseInstant,
  parseRepository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import {
  accountOn,
  hostOf,
  optionalText,
  repositorySchema,
  senderHost,
  userSchema,
} from '../githubPayload';

const contentSchema = z.object({ media_type: optionalText });

const manifestSchema = contentSchema.extend({
  config: contentSchema.nullish().catch(null),
  layers: z.array(contentSchema).nullish().catch(null),
});

const packageSchema = z.object({
  name: z.string(),
  namespace: optionalText,
  html_url: optionalText,
  owner: userSchema.nullish(),
  updated_at: optionalText,
  package_version: z.object({
    version: optionalText,
    package_url: optionalText,
    html_url: optionalText,
    created_at: optionalText,
    updated_at: optionalText,
    author: userSchema.nullish().catch(null),
    container_metadata: z
      .object({
        tag: z.object({ name: optionalText, digest: optionalText }).nullish(),
        labels: z
          .object({
            source: optionalText,
            revision: optionalText,
            all_labels: z.looseObject({}).nullish().catch(null),
          })
          .nullish()
          .catch(null),
        manifest: manifestSchema.nullish().catch(null),
      })
      .nullish(),
  }),
});

type Package = z.infer<typeof packageSchema>;

const schema = z
  .object({
    action: z.enum(['published', 'updated']),
    package: packageSchema.nullish(),
    registry_package: packageSchema.nullish(),
    repository: repositorySchema.nullish(),
    sender: senderHost,
  })
  .transform(({ registry_package, package: plain, ...rest }, context) => {
    const found = registry_package ?? plain;
    if (!found) {
      context.addIssue({
        code: 'custom',
        path: ['registry_package'],
        message: 'missing, and there is no package either',
      });
      return z.NEVER;
    }
    return { ...rest, found };
  });

/**
 * `registry_package` and its older twin `package`. GitHub's own example puts
 * a git commit behind `sha256:` in the tag's digest, so a digest counts only
 * when it is one, and the version is asked first.
 */
export const packageEvent = eventReader(schema, (payload, timeOf) => {
  const { found, repository, sender } = payload;
  const version = found.package_version;
  const metadata = version.container_metadata;
  const digest =
    parseDigest(version.version) ?? parseDigest(metadata?.tag?.digest);
  if (!digest) {
    return 'package_version.version: no digest (sha256: and 64 hex digits); only packages that are named by digest become evidence';
  }
  const host = repository ? hostOf(repository.name) : sender;
  const name = containerName(found, host);
  if (!name) {
    return 'package_version.package_url: no container name can be read from it or from namespace and name';
  }
  const tag = metadata?.tag?.name || null;
  if (holdsStatements(found) && !isReferrerTag(tag)) {
    return 'package_version.container_metadata.manifest: it holds a signature, an attestation or an SBOM of another digest, not an artifact';
  }
  return [
    {
      kind: 'artifact-pushed',
      time: timeOf(
        [version.updated_at, version.created_at, found.updated_at].find(
          moment => parseInstant(moment),
        ),
      ),
      link: webLink(version.html_url) ?? webLink(found.html_url),
      name,
      digest,
      tag,
      mediaType: metadata?.manifest?.media_type ?? null,
      platforms: [],
      revision: label(found, 'revision', parseCommit) ?? null,
      sourceRepository:
        label(found, 'source', parseRepository) ?? repository?.name ?? null,
      actor: accountOn(host, version.author),
    },
  ];
});

/** A label of the image, from the field made of it or from the label itself. */
function label<T>(
  { package_version: version }: Package,
  key: 'source' | 'revision',
  parse: (value: unknown) => T | undefined,
): T | undefined {
  const labels = version.container_metadata?.labels;
  return (
    parse(labels?.[key]) ??
    parse(labels?.all_labels?.[`org.opencontainers.image.${key}`])
  );
}

function holdsStatements({ package_version: version }: Package): boolean {
  const manifest = version.container_metadata?.manifest;
  return carriesStatements(
    [manifest?.config, ...(manifest?.layers ?? [])].map(
      content => content?.media_type,
    ),
  );
}

const WITH_HOST = /^(https?:\/\/)?[^/]+[.:][^/]*\//;

function containerName(found: Package, host: string): string | undefined {
  const url = found.package_version.package_url ?? '';
  const fromUrl = WITH_HOST.test(url) ? normalizeArtifactName(url) : undefined;
  const path = containerPath(found);
  const registry = host === 'github.com' ? 'ghcr.io' : `containers.${host}`;
  return fromUrl ?? (path && normalizeArtifactName(`${registry}/${path}`));
}

/** The namespace is the owner alone, or has the package's name at its end. */
function containerPath({ name, namespace, owner }: Package) {
  if (namespace?.endsWith(`/${name}`)) {
    return namespace;
  }
  const first = owner?.login ?? namespace?.split('/')[0];
  return first && `${first}/${name}`;
}
