import type {
  ArtifactName,
  Digest,
} from 'backstage-plugin-release-evidence-common';
import { describeManifest, ManifestDescription } from './describeManifest';
import { DocumentCollector, FoundDocument } from './documentCollector';
import { readManifest } from './manifestContent';
import { Problems } from './problems';
import type { RegistryClient } from './registryClient';
import { RegistryError } from './registryError';
import { Bounds, DEFAULT_BOUNDS, RepositoryReader } from './repositoryReader';

/** What a registry holds about one digest. */
export interface Inspection {
  manifest: ManifestDescription;
  documents: FoundDocument[];
  /** What could not be read, and why. */
  problems: string[];
  /** Nothing is missing that asking again could bring. */
  complete: boolean;
}

/**
 * Reads a manifest, what it is, and every SBOM, signature and attestation of it
 * and of its platforms. Of what is no artifact but speaks of one, no documents
 * are read: they are the documents of its subject.
 *
 * @throws RegistryError when the manifest itself cannot be read.
 */
export async function inspectArtifact(
  client: RegistryClient,
  name: ArtifactName,
  digest: Digest,
  bounds: Partial<Bounds> = {},
): Promise<Inspection> {
  const reader = new RepositoryReader(client, name, {
    ...DEFAULT_BOUNDS,
    ...bounds,
  });
  const problems = new Problems();
  const manifest = await reader.manifest(digest);
  if (!manifest) {
    throw new RegistryError(`${name}: there is no manifest ${digest}`);
  }
  const content = readManifest(manifest);
  content.faults.forEach(fault => problems.note(`${digest}: ${fault}`));
  const description = await describeManifest(reader, content, problems);
  const collector = new DocumentCollector(reader, problems);
  if (!description.holdsStatements) {
    await collector.collect(digest, content, description.platforms);
  }
  return {
    manifest: description,
    documents: collector.documents,
    problems: problems.list,
    complete: !problems.mayPass,
  };
}
