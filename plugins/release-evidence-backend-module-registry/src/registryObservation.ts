import type {
  ArtifactPushed,
  Person,
} from 'backstage-plugin-release-evidence-common';

/** A push of which the registry tells no more than name, tag and digest. */
export function pushedArtifact(
  push: Pick<ArtifactPushed, 'time' | 'name' | 'digest' | 'tag' | 'actor'> &
    Partial<Pick<ArtifactPushed, 'link' | 'mediaType'>>,
): ArtifactPushed {
  return {
    kind: 'artifact-pushed',
    mediaType: null,
    platforms: [],
    revision: null,
    sourceRepository: null,
    ...push,
  };
}

/** Who is logged in to a registry under this name, if anybody. */
export function accountAt(
  host: string,
  login: string | null | undefined,
): Person | null {
  return login
    ? {
        account: `${host}/${login}`.toLowerCase(),
        name: login,
        email: null,
      }
    : null;
}

export const NO_DIGEST = 'no digest (sha256: and 64 hex digits)';

export const NO_REPOSITORY = 'no repository name';

export const NO_HOST = 'no host name; configure the host of the source';

export const STATEMENT =
  'it holds a signature, an attestation or an SBOM of another digest, not an artifact';
