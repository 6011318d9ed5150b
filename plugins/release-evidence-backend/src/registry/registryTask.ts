import {
  ArtifactName,
  Digest,
  EvidenceRecord,
  isReferrerTag,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { isRepository, registryOf } from './registryHost';

/** One thing that a registry is to be asked. */
export interface RegistryTask {
  /** What a tag points at, or what a registry holds about a digest. */
  kind: 'resolve' | 'inspect';
  name: ArtifactName;
  /** A tag to resolve, a digest to inspect. */
  reference: string;
}

/**
 * The source of what registries were asked. Records of it start no questions:
 * they are the answers. No source in the configuration may be called so.
 */
export const FINDINGS_SOURCE = 'registry-client';

/** A tag as registries have them; others are not asked for. */
const TAG = /^\w[\w.-]{0,127}$/;

/**
 * What is to be asked because of a record. A tag without a digest is resolved
 * wherever it is. What was pushed is inspected in the registries that are
 * configured; under a tag that is made of a digest, it is that digest about
 * which something new was said.
 */
export function taskFor(
  { observation, source }: EvidenceRecord,
  configured: ReadonlySet<string>,
): RegistryTask | undefined {
  if (source === FINDINGS_SOURCE) {
    return undefined;
  }
  if (observation.kind === 'artifact-announced') {
    const { name, tag } = observation;
    return isReferrerTag(tag)
      ? inspectionOfTag(name, tag, configured)
      : resolution(name, tag);
  }
  if (observation.kind === 'artifact-pushed') {
    const { name, tag, digest } = observation;
    return isReferrerTag(tag)
      ? inspectionOfTag(name, tag, configured)
      : inspection(name, digest, configured);
  }
  return undefined;
}

function resolution(name: ArtifactName, tag: string): RegistryTask | undefined {
  return isRepository(name) && TAG.test(tag)
    ? { kind: 'resolve', name, reference: tag }
    : undefined;
}

/** The inspection of a digest, where the registry is configured. */
export function inspection(
  name: ArtifactName,
  digest: Digest,
  configured: ReadonlySet<string>,
): RegistryTask | undefined {
  return isRepository(name) && configured.has(registryOf(name))
    ? { kind: 'inspect', name, reference: digest }
    : undefined;
}

function inspectionOfTag(
  name: ArtifactName,
  tag: string | null,
  configured: ReadonlySet<string>,
): RegistryTask | undefined {
  const parts = /^(sha\d+)-([0-9a-f]+)/.exec(tag ?? '');
  const digest = parts ? parseDigest(`${parts[1]}:${parts[2]}`) : undefined;
  return digest ? inspection(name, digest, configured) : undefined;
}
