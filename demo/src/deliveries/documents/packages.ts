import { Image } from '../image';
import { REGISTRY_HOST } from '../registry/envelope';

/** A package inside an image. */
export interface Package {
  purl: string;
  name: string;
  version: string;
  license: string;
}

/** A known defect of one version of a package. */
export interface Vulnerability {
  id: string;
  package: string;
  installed: string;
  fixed: string;
  severity: 'MEDIUM' | 'HIGH';
  score: number;
  title: string;
}

export const vulnerabilities = {
  nettyPackets: {
    id: 'CVE-2025-24970',
    package: 'netty-handler',
    installed: '4.1.117.Final',
    fixed: '4.1.118.Final',
    severity: 'HIGH',
    score: 7.5,
    title:
      'SslHandler does not validate packets correctly, which can crash the process',
  },
  axiosData: {
    id: 'CVE-2025-58754',
    package: 'axios',
    installed: '1.11.0',
    fixed: '1.12.0',
    severity: 'HIGH',
    score: 7.5,
    title: 'No limit on the size of what a data: URL holds',
  },
} satisfies Record<string, Vulnerability>;

export const DEBIAN = '13.1';

type Row = [purl: string, version: string, license: string];

const system: Row[] = [
  [`deb/debian/base-files`, '13.8+deb13u1', 'GPL-2.0-or-later'],
  [`deb/debian/ca-certificates`, '20250419', 'MPL-2.0'],
  [`deb/debian/libc6`, '2.41-12', 'LGPL-2.1-or-later'],
  [`deb/debian/tzdata`, '2025b-4+deb13u1', 'ICU'],
];

const jvm: Row[] = [
  ['maven/ch.qos.logback/logback-classic', '1.5.18', 'EPL-1.0'],
  ['maven/com.fasterxml.jackson.core/jackson-databind', '2.19.2', 'Apache-2.0'],
  ['maven/com.zaxxer/HikariCP', '6.3.2', 'Apache-2.0'],
  ['maven/io.netty/netty-handler', '4.1.124.Final', 'Apache-2.0'],
  ['maven/org.postgresql/postgresql', '42.7.7', 'BSD-2-Clause'],
  ['maven/org.slf4j/slf4j-api', '2.0.17', 'MIT'],
];

const node: Row[] = [
  ['npm/axios', '1.12.2', 'MIT'],
  ['npm/fastify', '5.6.0', 'MIT'],
  ['npm/pino', '9.9.5', 'MIT'],
  ['npm/%40tanstack/query-core', '5.87.4', 'MIT'],
  ['npm/undici', '7.16.0', 'MIT'],
  ['npm/zod', '4.1.8', 'MIT'],
];

const go: Row[] = [
  ['golang/github.com/go-chi/chi/v5', 'v5.2.3', 'MIT'],
  ['golang/github.com/jackc/pgx/v5', 'v5.7.6', 'MIT'],
  ['golang/go.opentelemetry.io/otel', 'v1.38.0', 'Apache-2.0'],
  ['golang/golang.org/x/crypto', 'v0.42.0', 'BSD-3-Clause'],
  ['golang/golang.org/x/net', 'v0.44.0', 'BSD-3-Clause'],
];

const libraries: Record<string, Row[]> = {
  Java: jvm,
  Kotlin: [
    ...jvm,
    ['maven/org.jetbrains.kotlin/kotlin-stdlib', '2.2.20', 'Apache-2.0'],
  ],
  TypeScript: node,
  Go: go,
};

/** The packages of the base image. */
export function systemPackages(): Package[] {
  return system.map(row => packageOf(row, `?distro=debian-${DEBIAN}`));
}

/**
 * The libraries that a program of Acme's is built with.
 *
 * @param found - those that stand in it in a version with a known defect
 */
export function librariesOf(
  language: string,
  found: Vulnerability[],
): Package[] {
  return (libraries[language] ?? []).map(([purl, version, license]) => {
    const defect = found.find(each => purl.endsWith(`/${each.package}`));
    return packageOf([purl, defect?.installed ?? version, license]);
  });
}

function packageOf([path, version, license]: Row, suffix = ''): Package {
  const [type, ...rest] = path.split('/');
  const last = type === 'golang' ? rest.join('/') : rest[rest.length - 1];
  return {
    purl: `pkg:${path}@${encodeURIComponent(version)}${suffix}`,
    name: last,
    version,
    license,
  };
}

/** An image as a package, by its digest. */
export function imagePurl({ name, digest, version }: Image): string {
  const repository = encodeURIComponent(`${REGISTRY_HOST}/${name}`);
  return `pkg:oci/${name}@${encodeURIComponent(
    digest,
  )}?repository_url=${repository}&tag=${version}`;
}

export function imageReference({ name, version }: Image): string {
  return `${REGISTRY_HOST}/${name}:${version}`;
}
