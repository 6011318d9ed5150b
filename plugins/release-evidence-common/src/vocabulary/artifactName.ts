import { Digest, parseDigest } from './digest';
import { formatPurl, parsePurl, Purl } from './purl';

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
  'hub.docker.com',
]);

const HOST = /^([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d+)?$/;

const OCI_PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * Brings an artifact name into the one form under which it is compared.
 *
 * OCI repositories become lower case, Docker Hub's hosts become `docker.io`
 * and its official images get their `library/`; a tag or digest that was left
 * on the name is dropped. Package URLs lose version, qualifiers and subpath, and
 * those of containers become the repository that they are of. Returns
 * `undefined` for what is neither.
 *
 * @public
 */
export function normalizeArtifactName(value: string): ArtifactName | undefined {
  const name = value.trim();
  return name.startsWith('pkg:')
    ? parseArtifactPurl(name)?.name
    : normalizeOci(name);
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
    !HOST.test(canonicalHost) ||
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
 * Reads a package URL of an artifact, percent-encoded as events carry it.
 * `pkg:oci` and `pkg:docker` name the repository in their registry; the others
 * keep their own name, and their version is their tag. A version or checksum
 * that is no full digest is none. Undefined when it is no package URL.
 *
 * @public
 */
export function parseArtifactPurl(text: string): ArtifactReference | undefined {
  const purl = parsePurl(text);
  const name = purl && nameOfPurl(purl);
  if (!name) {
    return undefined;
  }
  const { version, qualifiers } = purl;
  const digest = parseDigest(version) ?? null;
  const checksums = (qualifiers.checksum ?? '').split(',');
  return {
    name,
    tag: qualifiers.tag ?? (/^sha\d+:/.test(version ?? '') ? null : version),
    digest: digest ?? checksums.map(parseDigest).find(Boolean) ?? null,
  };
}

function nameOfPurl(purl: Purl): ArtifactName | undefined {
  const { type, namespace, name, qualifiers } = purl;
  const registry = qualifiers.repository_url
    ?.replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '');
  const path = namespace ? `${namespace}/${name}` : name;
  if (type === 'docker') {
    return normalizeOci(inRegistry(registry ?? 'docker.io', path));
  }
  if (type === 'oci' && registry) {
    return normalizeOci(inRegistry(registry, path));
  }
  return formatPurl({ ...purl, version: null, qualifiers: {}, subpath: null });
}

/** Senders give the registry alone, or all of the repository. */
function inRegistry(registry: string, path: string): string {
  return registry.toLowerCase().endsWith(`/${path.toLowerCase()}`)
    ? registry
    : `${registry}/${path}`;
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
