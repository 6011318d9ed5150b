import type {
  ArtifactName,
  Digest,
  Instant,
} from 'backstage-plugin-release-evidence-common';
import type { ManifestDescription } from './describeManifest';
import type { FoundDocument } from './documentCollector';

/** What a tag pointed at when its registry was asked. */
export interface Resolution extends ManifestDescription {
  kind: 'resolution';
  name: ArtifactName;
  tag: string;
  digest: Digest;
  resolvedAt: Instant;
}

/** What a registry holds under a digest. */
export interface InspectedManifest extends ManifestDescription {
  kind: 'inspection';
  name: ArtifactName;
  digest: Digest;
  inspectedAt: Instant;
  /** What could not be read, and why. */
  problems: string[];
}

/** A document that a registry keeps with an artifact. */
export interface InspectedDocument {
  kind: 'document';
  name: ArtifactName;
  found: FoundDocument;
  at: Instant;
}

/** Something that asking a registry brought. */
export type RegistryFinding =
  | Resolution
  | InspectedManifest
  | InspectedDocument;

/**
 * Takes a finding on. The same finding may come again, as after a failure or
 * when a registry is asked once more; only its time differs then.
 */
export type DeliverFinding = (finding: RegistryFinding) => Promise<void>;
