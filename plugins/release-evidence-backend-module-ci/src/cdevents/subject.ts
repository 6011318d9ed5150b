import {
  ArtifactReference,
  Digest,
  parseArtifactReference,
  parseDigest,
  Person,
} from 'backstage-plugin-release-evidence-common';
import { parseArtifactPurl } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import type { CdEvent } from './cdEvent';
import { parseDomainId } from './domainId';

/** What an artifact's id names, as far as it does. */
export interface NamedArtifact {
  artifact: string | null;
  digest: Digest | null;
  tag: string | null;
}

/**
 * Reads an artifact's id: a package URL as the specification asks, a container
 * reference, or the bare digest of its older examples.
 */
export function readArtifactId(id: unknown): NamedArtifact | undefined {
  if (typeof id !== 'string') {
    return undefined;
  }
  const digest = parseDigest(id) ?? parseDigest(`sha256:${id}`);
  if (digest) {
    return { artifact: null, digest, tag: null };
  }
  const reference: ArtifactReference | undefined = id.startsWith('pkg:')
    ? parseArtifactPurl(id)
    : parseArtifactReference(id);
  return (
    reference && {
      artifact: reference.name,
      digest: reference.digest,
      tag: reference.tag,
    }
  );
}

const linkSchema = z.object({ target: z.object({ domainId: z.string() }) });

/** The resource of a type that an event is linked to by name. */
function linked({ links }: CdEvent, type: string): string | undefined {
  for (const link of links) {
    const { data } = linkSchema.safeParse(link);
    const domainId = data && parseDomainId(data.target.domainId);
    if (domainId?.type === type) {
      try {
        return decodeURIComponent(domainId.resourceId);
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

/**
 * The artifact that an event is about: its own field, that of the custom data
 * for events which the specification gives none, or an artifact it links to.
 */
export function artifactOf(event: CdEvent): NamedArtifact | undefined {
  return (
    readArtifactId(event.content.artifactId) ??
    readArtifactId(event.customData.artifactId) ??
    readArtifactId(linked(event, 'artifact'))
  );
}

const namedSchema = z.union([
  z.string().min(1),
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
]);

/** The environment that an event is about, found in the same way. */
export function environmentOf(event: CdEvent): string | undefined {
  return (
    namedSchema.safeParse(event.content.environment).data ??
    namedSchema.safeParse(event.customData.environment).data ??
    linked(event, 'environment')
  );
}

/** A person that is named by a URI: `urn:user:alice`, `mailto:`, a profile. */
export function personOf(uri: unknown): Person | null {
  if (typeof uri !== 'string' || uri === '') {
    return null;
  }
  const profile = /^https?:\/\/([^/?#@]+)\/([^/?#]+)\/?$/i.exec(uri);
  if (profile) {
    const account = `${profile[1]}/${profile[2]}`.toLowerCase();
    return { account, name: null, email: null };
  }
  const name = uri.split(/[:/]/).pop() || uri;
  return /^[^\s@]+@[^\s@]+$/.test(name)
    ? { account: null, name: null, email: name }
    : { account: null, name, email: null };
}
