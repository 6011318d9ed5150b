/*
 * Documents as large as people have them, made up here: the same bytes on every
 * machine, shaped like what Syft, CodeQL, Surefire and a build write.
 */

/** A document to be read, and the media type that it is sent with. */
export interface Sample {
  name: string;
  mediaType: string;
  /** Whether `JSON.parse` can read it too, which it is then compared with. */
  json: boolean;
  make(bytes: number): Buffer;
}

export const samples: Record<string, Sample> = {
  cyclonedx: json('CycloneDX 1.6', bytes =>
    listed(
      {
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        metadata: { component: { type: 'container', name: 'acme/payments' } },
      },
      'components',
      bytes,
      component,
    ),
  ),
  'cyclonedx-unicode': json('CycloneDX 1.6, not all Latin', bytes =>
    listed(
      {
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        metadata: { authors: [{ name: 'Łukasz 文' }] },
      },
      'components',
      bytes,
      component,
    ),
  ),
  spdx: json('SPDX 2.3', bytes =>
    listed(
      {
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        dataLicense: 'CC0-1.0',
        name: 'payments',
        documentNamespace: 'https://acme.test/payments',
        creationInfo: {
          created: '2026-01-01T00:00:00Z',
          creators: ['Tool: syft'],
        },
      },
      'packages',
      bytes,
      spdxPackage,
    ),
  ),
  spdx3: json('SPDX 3.0.1', bytes =>
    listed(
      { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' },
      '@graph',
      bytes,
      spdx3Package,
    ),
  ),
  sarif: json('SARIF 2.1.0', sarif),
  'cyclonedx-xml': {
    name: 'CycloneDX 1.6 as XML',
    mediaType: 'application/xml',
    json: false,
    make: bytes =>
      wrapped(
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>',
        '</components></bom>',
        bytes,
        xmlComponent,
      ),
  },
  junit: {
    name: 'JUnit XML',
    mediaType: 'application/xml',
    json: false,
    make: bytes =>
      wrapped(
        '<testsuites><testsuite>',
        '</testsuite></testsuites>',
        bytes,
        testCase,
      ),
  },
  log: {
    name: 'log',
    mediaType: 'text/plain',
    json: false,
    make: bytes => wrapped('', '', bytes, logLine),
  },
};

function json(name: string, make: (bytes: number) => Buffer): Sample {
  return { name, mediaType: 'application/json', json: true, make };
}

function listed(
  frame: object,
  list: string,
  bytes: number,
  element: (index: number) => object,
): Buffer {
  const start = JSON.stringify({ ...frame, [list]: [] }).slice(0, -2);
  return wrapped(
    start,
    ']}',
    bytes,
    index => `${index > 0 ? ',' : ''}${JSON.stringify(element(index))}`,
  );
}

function wrapped(
  start: string,
  end: string,
  bytes: number,
  part: (index: number) => string,
): Buffer {
  const parts = [start];
  let length = start.length;
  for (let index = 0; length < bytes; index++) {
    parts.push(part(index));
    length += parts[parts.length - 1].length;
  }
  return Buffer.from([...parts, end].join(''));
}

const hash = (index: number) => index.toString(16).padStart(64, '0');

function component(index: number): object {
  const purl = `pkg:npm/lib-${index}@1.${index % 50}.0`;
  return {
    'bom-ref': `${purl}?package-id=${hash(index).slice(-16)}`,
    type: 'library',
    name: `lib-${index}`,
    version: `1.${index % 50}.0`,
    hashes: [{ alg: 'SHA-256', content: hash(index) }],
    licenses: [{ license: { id: 'MIT' } }],
    cpe: `cpe:2.3:a:lib-${index}:lib-${index}:1.0:*:*:*:*:*:*:*`,
    purl,
    externalReferences: [
      { type: 'vcs', url: `https://github.com/acme/lib-${index}.git` },
    ],
    properties: [
      { name: 'syft:package:foundBy', value: 'javascript-lock-cataloger' },
      { name: 'syft:location:0:path', value: `/app/lib-${index}/package.json` },
    ],
  };
}

function spdxPackage(index: number): object {
  return {
    name: `lib-${index}`,
    SPDXID: `SPDXRef-Package-npm-lib-${index}`,
    versionInfo: `1.${index % 50}.0`,
    supplier: 'NOASSERTION',
    downloadLocation: `https://registry.acme.test/lib-${index}.tgz`,
    filesAnalyzed: false,
    checksums: [{ algorithm: 'SHA256', checksumValue: hash(index) }],
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'MIT',
    copyrightText: 'NOASSERTION',
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:npm/lib-${index}@1.${index % 50}.0`,
      },
    ],
  };
}

function spdx3Package(index: number): object {
  return {
    type: 'software_Package',
    spdxId: `https://acme.test/lib-${index}`,
    creationInfo: '_:creation',
    name: `lib-${index}`,
    software_packageVersion: `1.${index % 50}.0`,
    software_packageUrl: `pkg:npm/lib-${index}@1.${index % 50}.0`,
    software_downloadLocation: `https://registry.acme.test/lib-${index}.tgz`,
    software_copyrightText: 'NOASSERTION',
    verifiedUsing: [
      { type: 'Hash', algorithm: 'sha256', hashValue: hash(index) },
    ],
  };
}

function sarif(bytes: number): Buffer {
  const run = { tool: { driver: { name: 'CodeQL' } } };
  const results = listed(run, 'results', bytes, index => ({
    ruleId: `rule-${index % 100}`,
    level: 'warning',
    message: { text: `Something to look at, number ${index}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/module-${index}/file.ts` },
          region: { startLine: 1 + (index % 1000), startColumn: 5 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: hash(index).slice(-16) },
  }));
  return Buffer.concat([
    Buffer.from('{"version":"2.1.0","runs":['),
    results,
    Buffer.from(']}'),
  ]);
}

function xmlComponent(index: number): string {
  const purl = `pkg:npm/lib-${index}@1.${index % 50}.0`;
  return `<component type="library" bom-ref="${purl}"><name>lib-${index}</name><version>1.${
    index % 50
  }.0</version><hashes><hash alg="SHA-256">${hash(
    index,
  )}</hash></hashes><licenses><license><id>MIT</id></license></licenses><purl>${purl}</purl></component>\n`;
}

function testCase(index: number): string {
  return `<testcase classname="com.acme.payments.Module${
    index % 500
  }Test" name="test number ${index}" time="0.0${index % 100}">${
    index % 100 === 0 ? '<skipped/>' : ''
  }</testcase>\n`;
}

/** About 62 bytes, so that 31 MB are half a million lines. */
function logLine(index: number): string {
  return `2026-01-01T00:00:00.000Z  step ${
    index % 40
  }: compiled module ${index}\n`;
}
