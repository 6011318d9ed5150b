import {
  Commit,
  Digest,
  parseCommit,
  parseDigest,
  parseRepository,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { carriesStatements } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { Descriptor, ManifestContent, readManifest } from './manifestContent';
import type { Problems } from './problems';
import { RegistryError } from './registryError';
import type { RepositoryReader } from './repositoryReader';

const REVISION = 'org.opencontainers.image.revision';
const SOURCE = 'org.opencontainers.image.source';

/** What a manifest is, for the release that it may be. */
export interface ManifestDescription {
  mediaType: string;
  /** Digests of the platform manifests that an index lists. */
  platforms: Digest[];
  /** The image's own labels; nobody has verified them. */
  revision: Commit | null;
  sourceRepository: Repository | null;
  /** It speaks of another artifact and is no release. */
  holdsStatements: boolean;
  /** The artifact that it says it speaks of. */
  subject: Digest | null;
}

/** Reads what a manifest is, with the labels of the image's config. */
export async function describeManifest(
  reader: RepositoryReader,
  content: ManifestContent,
  problems: Problems,
): Promise<ManifestDescription> {
  const holdsStatements = isAboutAnother(content);
  const labels = holdsStatements
    ? {}
    : await labelsOf(reader, content, problems);
  return {
    mediaType: content.mediaType,
    platforms: [...new Set(platformsOf(content).map(({ digest }) => digest))],
    revision: parseCommit(labels[REVISION]) ?? null,
    sourceRepository: parseRepository(labels[SOURCE]) ?? null,
    holdsStatements,
    subject: content.subject,
  };
}

/** Whether a manifest speaks of another artifact instead of being one. */
function isAboutAnother(content: ManifestContent): boolean {
  const { artifactType, config, layers, subject } = content;
  return (
    subject !== null ||
    carriesStatements([
      artifactType,
      config?.mediaType,
      ...layers.map(({ mediaType }) => mediaType),
    ])
  );
}

/** The manifests of an index that are builds of the artifact itself. */
export function platformsOf({ manifests }: ManifestContent): Descriptor[] {
  return manifests.filter(manifest => !isStatementInIndex(manifest));
}

/** The others: BuildKit puts its attestations into the image's own index. */
export function statementsInIndex(content: ManifestContent): Descriptor[] {
  return content.manifests.filter(isStatementInIndex);
}

function isStatementInIndex(manifest: Descriptor): boolean {
  const { annotations, artifactType, platform } = manifest;
  return (
    annotations['vnd.docker.reference.type'] !== undefined ||
    carriesStatements([artifactType, manifest.mediaType]) ||
    (platform?.os === 'unknown' && platform.architecture === 'unknown')
  );
}

/** The platform manifest that BuildKit's attestation says it is about. */
export function referenceInIndex(
  statement: Descriptor,
  index: ManifestContent,
): Digest | undefined {
  const digest = parseDigest(
    statement.annotations['vnd.docker.reference.digest'],
  );
  return platformsOf(index).some(platform => platform.digest === digest)
    ? digest
    : undefined;
}

type Labels = Record<string, unknown>;

/** Platforms are built together, so that few tell what all would. */
const PLATFORMS_WITH_LABELS = 3;

/**
 * The labels of the image, or of the first of an index's platforms that has
 * any about its source; what they leave out the annotations may say.
 */
async function labelsOf(
  reader: RepositoryReader,
  content: ManifestContent,
  problems: Problems,
): Promise<Labels> {
  if (!content.isIndex) {
    const labels = await problems.attempt(() => configLabels(reader, content));
    return { ...content.annotations, ...labels };
  }
  const platforms = platformsOf(content).slice(0, PLATFORMS_WITH_LABELS);
  for (const { digest } of platforms) {
    const labels = await problems.attempt(async () => {
      const manifest = await reader.manifest(digest);
      return manifest && configLabels(reader, readManifest(manifest));
    });
    if (labels?.[REVISION] !== undefined || labels?.[SOURCE] !== undefined) {
      return { ...content.annotations, ...labels };
    }
  }
  return content.annotations;
}

const CONFIG_TYPES = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);

const MAX_CONFIG_BYTES = 2 * 1024 * 1024;

const configSchema = z.object({
  config: z.object({ Labels: z.record(z.string(), z.unknown()) }),
});

async function configLabels(
  reader: RepositoryReader,
  { config }: ManifestContent,
): Promise<Labels> {
  if (!config || !CONFIG_TYPES.has(config.mediaType)) {
    return {};
  }
  if (config.size > MAX_CONFIG_BYTES) {
    throw new RegistryError(
      `${reader.name}: the config ${config.digest} is of ${config.size} bytes and not read`,
      { lasting: true },
    );
  }
  const bytes = await reader.blob(config);
  try {
    const reading = configSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return reading.success ? reading.data.config.Labels : {};
  } catch {
    throw new RegistryError(
      `${reader.name}: the config ${config.digest} is no JSON`,
      { lasting: true },
    );
  }
}
