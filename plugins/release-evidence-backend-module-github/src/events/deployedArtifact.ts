import {
  ArtifactName,
  Digest,
  parseArtifactReference,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { optionalText } from '../githubPayload';

/** What a deployment says it brings into the environment. */
export interface DeployedArtifact {
  artifact: ArtifactName | null;
  digest: Digest | null;
  tag: string | null;
}

const NOTHING: DeployedArtifact = { artifact: null, digest: null, tag: null };

const payloadSchema = z.object({
  digest: optionalText,
  image_digest: optionalText,
  image: optionalText,
  artifact: optionalText,
  tag: optionalText,
  image_tag: optionalText,
});

/**
 * GitHub knows deployments by commit. Teams that know better say so in the
 * deployment's free payload, an object or a string of JSON: `image` (a whole
 * reference, with digest or tag), `digest`, `tag`. A payload that is text and
 * no JSON is taken for a reference. Two digests that differ name nothing, and
 * nothing else that stands beside them is believed either.
 */
export function deployedArtifact(payload: unknown): DeployedArtifact {
  const fields = payloadSchema.safeParse(decode(payload)).data;
  if (!fields) {
    return NOTHING;
  }
  const reference = parseArtifactReference(
    fields.image ?? fields.artifact ?? '',
  );
  const digests = new Set(
    [fields.digest, fields.image_digest, reference?.digest].flatMap(
      value => parseDigest(value) ?? [],
    ),
  );
  if (digests.size > 1) {
    return NOTHING;
  }
  const [digest = null] = digests;
  return {
    artifact: reference?.name ?? null,
    digest,
    tag: fields.tag || fields.image_tag || reference?.tag || null,
  };
}

function decode(payload: unknown): unknown {
  if (typeof payload !== 'string') {
    return payload;
  }
  try {
    return JSON.parse(payload);
  } catch {
    return { image: payload };
  }
}
