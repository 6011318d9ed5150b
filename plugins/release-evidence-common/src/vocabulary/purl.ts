/*
 * Package URLs
 *
 * There is a library, packageurl-js. It reads every published vector rightly,
 * but writes 12 of the 173 otherwise than the specification of today, which
 * leaves the colon as it is, and it has had no release since that was decided.
 * Names are compared as text, so the form in which they are written is the
 * point of reading them; hence these few lines instead.
 */

/** The parts of a package URL, decoded and in their normal form. */
export interface Purl {
  type: string;
  namespace: string | null;
  name: string;
  version: string | null;
  qualifiers: Record<string, string>;
  subpath: string | null;
}

/** Reads a package URL; undefined when the specification knows it for none. */
export function parsePurl(text: string): Purl | undefined {
  const match = /^pkg:\/*([^/]+)\/(.*)$/s.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [beforeSubpath, subpath] = splitLast(match[2], '#');
  const [beforeQualifiers, qualifiers] = splitLast(beforeSubpath, '?');
  const path = beforeQualifiers.replace(/^\/+|\/+$/g, '');
  const at = path.lastIndexOf('@');
  const versioned = at > path.lastIndexOf('/');
  const segments = (versioned ? path.slice(0, at) : path).split('/');
  try {
    const names = segments.map(decodeURIComponent);
    return normalPurl({
      type: match[1],
      name: names.pop(),
      namespace: names.join('/'),
      version: versioned ? decodeURIComponent(path.slice(at + 1)) : null,
      qualifiers: Object.fromEntries(
        (qualifiers ?? '').split('&').flatMap(decodedPair),
      ),
      subpath: subpath?.split('/').map(decodeURIComponent).join('/'),
    });
  } catch {
    return undefined;
  }
}

function splitLast(text: string, separator: string): [string, string?] {
  const place = text.lastIndexOf(separator);
  return place < 0
    ? [text]
    : [text.slice(0, place), text.slice(place + separator.length)];
}

function decodedPair(pair: string): [string, string][] {
  if (pair === '') {
    return [];
  }
  const [key] = pair.split('=', 1);
  return [[key, decodeURIComponent(pair.slice(key.length + 1))]];
}

/** Parts of a package URL as somebody gives them. */
export type PurlParts = { [part in keyof Purl]?: Purl[part] | null };

const TYPE = /^[a-z][a-z0-9.-]*$/;

const QUALIFIER = /^[a-z][a-z0-9._-]*$/;

/** Parts in the form of their type; undefined when they make no package URL. */
export function normalPurl(parts: PurlParts): Purl | undefined {
  const type = parts.type?.toLowerCase() ?? '';
  const { qualifiers = {}, namespace = '', version, subpath } = parts;
  const given = Object.entries(qualifiers ?? {})
    .map(([key, value]) => [key.toLowerCase(), value] as const)
    .filter(([, value]) => value !== '');
  if (
    !TYPE.test(type) ||
    !parts.name ||
    !given.every(([key]) => QUALIFIER.test(key))
  ) {
    return undefined;
  }
  return {
    type,
    namespace:
      caseOf(type, 'namespace', segmentsOf(namespace).join('/')) || null,
    name: separatorsOf(type, caseOf(type, 'name', parts.name)),
    version: caseOf(type, 'version', version ?? '') || null,
    qualifiers: Object.fromEntries(given),
    subpath:
      segmentsOf(subpath)
        .filter(segment => segment !== '.' && segment !== '..')
        .join('/') || null,
  };
}

function segmentsOf(path: string | null | undefined): string[] {
  return (path ?? '').split('/').filter(segment => segment !== '');
}

type CasedPart = 'namespace' | 'name' | 'version';

const NAMES: CasedPart[] = ['namespace', 'name'];

/** Which parts a type compares without regard to case. */
const LOWER_CASE = new Map<string, CasedPart[]>([
  ['alpm', NAMES],
  ['apk', NAMES],
  ['bitbucket', NAMES],
  ['bitnami', ['name']],
  ['composer', NAMES],
  ['deb', NAMES],
  ['github', NAMES],
  ['gitlab', NAMES],
  ['golang', NAMES],
  ['hex', NAMES],
  ['huggingface', ['version']],
  ['luarocks', ['version']],
  ['npm', NAMES],
  ['oci', ['name']],
  ['pub', ['name']],
  ['pypi', ['name']],
  ['qpkg', ['namespace']],
  ['rpm', ['namespace']],
]);

function caseOf(type: string, part: CasedPart, value: string): string {
  return LOWER_CASE.get(type)?.includes(part) ? value.toLowerCase() : value;
}

function separatorsOf(type: string, name: string): string {
  switch (type) {
    case 'pypi':
      return name.replaceAll('_', '-');
    case 'pub':
      return name.replaceAll('-', '_');
    default:
      return name;
  }
}

/** A package URL in the one form in which it is compared. */
export function formatPurl(purl: Purl): string {
  const { type, namespace, name, version, qualifiers, subpath } = purl;
  const path = [...segmentsOf(namespace), name].map(encode).join('/');
  const pairs = Object.keys(qualifiers)
    .sort()
    .map(key => `${key}=${encode(qualifiers[key])}`);
  return [
    `pkg:${type}/${path}`,
    version ? `@${encode(version)}` : '',
    pairs.length > 0 ? `?${pairs.join('&')}` : '',
    subpath ? `#${segmentsOf(subpath).map(encode).join('/')}` : '',
  ].join('');
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(
      /[!'()*]/g,
      mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    )
    .replaceAll('%3A', ':');
}
