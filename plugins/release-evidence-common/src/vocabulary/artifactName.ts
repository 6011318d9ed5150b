import { Digest, parseDigest } from './digest';

/**
 * The name of an artifact without tag or digest: an OCI repository with its
 * registry host (`ghcr.io/acme/payments`) or a package URL without version
 * (`pkg:npm/%40acme/payments`).
 *
 * @public
 */
export type ArtifactName = string;

const DOCKER_HUB_HOSTS = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

const OCI_PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * Brings an artifact name into the one form under which it is compared.
 *
 * OCI repositories become lower case, Docker Hub's hosts become `docker.io`
 * and its official images get their `library/`; a tag or digest that was left
 * on the name is dropped. Package URLs lose version, qualifiers and subpath
 * (purl-spec). Returns `undefined` for what is neither.
 *
 * @public
 */
export function normalizeArtifactName(value: string): ArtifactName | undefined {
  const name = value.trim();
  return name.startsWith('pkg:') ? normalizePurl(name) : normalizeOci(name);
}

function normalizePurl(purl: string): ArtifactName | undefined {
  const bare = purl.split('#')[0].split('?')[0];
  const version = bare.lastIndexOf('@');
  const name = version > bare.lastIndexOf('/') ? bare.slice(0, version) : bare;
  return /^pkg:[A-Za-z][A-Za-z0-9.+-]*\/[^@\s]+$/.test(name)
    ? name.replace(/^pkg:[^/]+/, type => type.toLowerCase())
    : undefined;
}

function normalizeOci(reference: string): ArtifactName | undefined {
  const withoutScheme = reference.replace(/^(oci|docker|https?):\/\//, '');
  const withoutDigest = withoutScheme.split('@')[0].toLowerCase();
  const segments = withoutDigest.split('/').filter(segment => segment !== '');
  if (segments.length === 0) {
    return undefined;
  }
  const last = segments.length - 1;
  if (last > 0) {
    segments[last] = segments[last].split(':')[0];
  }
  const host = looksLikeHost(segments[0]) ? segments.shift()! : 'docker.io';
  const canonicalHost = DOCKER_HUB_HOSTS.has(host) ? 'docker.io' : host;
  if (canonicalHost === 'docker.io' && segments.length === 1) {
    segments.unshift('library');
  }
  if (
    segments.length === 0 ||
    !segments.every(segment => OCI_PATH.test(segment))
  ) {
    return undefined;
  }
  return [canonicalHost, ...segments].join('/');
}

function looksLikeHost(segment: string): boolean {
  return (
    segment === 'localhost' || segment.includes('.') || segment.includes(':')
  );
}

/** An artifact with whatever else a reference to it says. @public */
export interface ArtifactReference {
  name: ArtifactName;
  tag: string | null;
  digest: Digest | null;
}

/**
 * Reads `name[:tag][@digest]`, the way container references are written.
 * Undefined when the name is none, or what stands behind `@` is no digest.
 *
 * @public
 */
export function parseArtifactReference(
  reference: string,
): ArtifactReference | undefined {
  const [path, suffix] = reference.trim().split('@', 2);
  const digest = suffix === undefined ? null : parseDigest(suffix);
  const name = path.includes('/') ? normalizeArtifactName(path) : undefined;
  if (!name || digest === undefined) {
    return undefined;
  }
  const tag = /:([\w][\w.-]{0,127})$/.exec(path.split('/').pop() ?? '');
  return { name, tag: tag ? tag[1] : null, digest };
}

/**
 * Whether a tag is where signatures and attestations of another digest are
 * kept (`sha256-<hex>`, with `.sig`, `.att` or `.sbom` for cosign's older
 * form). What is pushed under it is never a release.
 *
 * @public
 */
export function isReferrerTag(tag: string | null): boolean {
  return (
    tag !== null && /^sha(256|384|512)-[0-9a-f]{64,128}(\.\w+)?$/.test(tag)
  );
}
