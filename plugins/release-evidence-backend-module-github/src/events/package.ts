import {
  normalizeArtifactName,
  parseCommit,
  parseDigest,
  parseInstant,
  parseRepository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, timeOf } from '../eventReader';
import { account, repositorySchema, userSchema } from '../githubPayload';

const LABEL = 'org.opencontainers.image.';

const text = z.string().nullish().catch(null);

const packageSchema = z.object({
  name: z.string(),
  namespace: text,
  package_type: text,
  html_url: text,
  owner: userSchema.nullish(),
  updated_at: text,
  package_version: z.object({
    version: text,
    package_url: text,
    html_url: text,
    created_at: text,
    updated_at: text,
    author: userSchema.nullish().catch(null),
    container_metadata: z
      .object({
        tag: z.object({ name: text, digest: text }).nullish(),
        labels: z
          .object({
            source: text,
            revision: text,
            all_labels: z.record(z.string(), z.unknown()).nullish().catch(null),
          })
          .nullish()
          .catch(null),
        manifest: z.object({ media_type: text }).nullish().catch(null),
      })
      .nullish(),
  }),
});

type Package = z.infer<typeof packageSchema>;

const schema = z
  .object({
    action: z.string(),
    package: packageSchema.optional(),
    registry_package: packageSchema.optional(),
    repository: repositorySchema.nullish(),
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
export const packageEvent = eventReader(schema, (payload, raw) => {
  const { found, repository } = payload;
  const version = found.package_version;
  const metadata = version.container_metadata;
  const digest =
    parseDigest(version.version) ?? parseDigest(metadata?.tag?.digest);
  if (!digest) {
    return 'package_version.version: no digest (sha256: and 64 hex digits); only packages that are named by digest become evidence';
  }
  const name = containerName(found);
  if (!name) {
    return 'package_version.package_url: no container name can be read from it or from namespace and name';
  }
  const label = (key: string) => metadata?.labels?.all_labels?.[LABEL + key];
  return [
    {
      kind: 'artifact-pushed',
      time: timeOf(
        [version.updated_at, version.created_at, found.updated_at].find(
          moment => parseInstant(moment),
        ),
        raw,
      ),
      link: version.html_url ?? found.html_url ?? undefined,
      name,
      digest,
      tag: metadata?.tag?.name || null,
      mediaType: metadata?.manifest?.media_type ?? null,
      platforms: [],
      revision:
        parseCommit(metadata?.labels?.revision) ??
        parseCommit(label('revision')) ??
        null,
      sourceRepository:
        parseRepository(metadata?.labels?.source) ??
        parseRepository(label('source')) ??
        repository?.name ??
        null,
      actor: repository ? account(repository.name, version.author) : null,
    },
  ];
});

function containerName(found: Package): string | undefined {
  const url = found.package_version.package_url;
  const fromUrl = url?.includes('/') ? normalizeArtifactName(url) : undefined;
  const namespace = found.namespace?.endsWith(`/${found.name}`)
    ? found.namespace
    : `${found.owner?.login ?? found.namespace?.split('/')[0]}/${found.name}`;
  return fromUrl ?? normalizeArtifactName(`ghcr.io/${namespace}`);
}
