import {
  DOCUMENT_KINDS,
  DocumentKind,
} from 'backstage-plugin-release-evidence-common';
import fc from 'fast-check';
import { reading } from './__testUtils__/reading';

/*
 * Whatever somebody sends gets an answer, and the answer says something: a kind
 * with contents, or a problem with a field and a remedy.
 */
function hasAnswer(document: unknown, kind?: DocumentKind): boolean {
  const answer = reading(document, { kind });
  if ('problem' in answer) {
    return Object.values(answer.problem).every(said => said !== '');
  }
  // A SARIF log may be of no run at all.
  const least = answer.kind === 'sarif' ? 0 : 1;
  return answer.contents.length >= least && answer.warnings.length <= 21;
}

const anyKind = fc.option(fc.constantFrom(...DOCUMENT_KINDS), {
  nil: undefined,
});

/** Documents of every kind, for taking apart. */
const SEEDS: { [name: string]: unknown }[] = [
  {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { type: 'container', name: 'a' }, tools: [] },
    components: [{ type: 'library', name: 'b', hashes: [], licenses: [] }],
    dependencies: [{ ref: 'b' }],
  },
  {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    dataLicense: 'CC0-1.0',
    name: 'a',
    documentNamespace: 'https://acme.test/a',
    creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: a'] },
    packages: [{ SPDXID: 'SPDXRef-a', name: 'a', downloadLocation: 'NONE' }],
    relationships: [],
  },
  {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [{ type: 'CreationInfo', '@id': '_:a', specVersion: '3.0.1' }],
  },
  {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'a', rules: [{ id: 'r' }] } },
        results: [{ ruleIndex: 0, message: { text: 'x' } }],
        invocations: [{ executionSuccessful: true }],
        versionControlProvenance: [{ repositoryUri: 'https://a.test/b/c' }],
      },
    ],
  },
  {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [{ vulnerability: { name: 'CVE-1' }, status: 'fixed' }],
  },
  {
    document: { csaf_version: '2.0', category: 'csaf_vex' },
    product_tree: {},
    vulnerabilities: [{ product_status: { fixed: ['a'] } }],
  },
  {
    SchemaVersion: 2,
    ArtifactName: 'a',
    Metadata: { RepoDigests: ['a@b'] },
    Results: [{ Class: 'os-pkgs', Vulnerabilities: [{ Severity: 'HIGH' }] }],
  },
  {
    matches: [{ vulnerability: { severity: 'High' } }],
    source: { type: 'image', target: { userInput: 'a', repoDigests: [] } },
    descriptor: { name: 'grype' },
  },
  {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {},
    dsseEnvelope: {
      payload: Buffer.from('{"_type":"x"}').toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: '' }],
    },
  },
  { attestations: [{ predicateType: 'a', bundle: {} }] },
  { attestation_bundles: [{ attestations: [{ envelope: {} }] }] },
  {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'a', digest: { sha256: 'b' } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: { result: 'PASSED' },
  },
  {
    schemaVersion: 2,
    config: { mediaType: 'a', digest: 'b' },
    layers: [{ mediaType: 'a', digest: 'b' }],
    annotations: {},
  },
  { schemaVersion: 2, manifests: [{ digest: 'a', platform: {} }] },
];

/** Names that mean something to JavaScript, and nothing in a document. */
const treacherous = fc.dictionary(
  fc.constantFrom('toString', 'valueOf', 'constructor', 'length', '__proto__'),
  fc.jsonValue({ maxDepth: 1 }),
);

const anyValue = fc.oneof(
  fc.jsonValue(),
  treacherous,
  fc.array(treacherous, { maxLength: 3 }),
  fc.constantFrom('constructor', '__proto__', 'toString'),
);

/** A document in which one value, anywhere, is another. */
const mangled = fc
  .tuple(fc.constantFrom(...SEEDS), fc.nat(), anyValue)
  .map(([seed, place, value]) => {
    const copy = structuredClone(seed);
    const places = placesIn(copy);
    const { owner, name } = places[place % places.length];
    owner[name] = value;
    return copy;
  });

type Owner = { [name: string]: unknown };

function placesIn(value: unknown): { owner: Owner; name: string }[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [
        { owner: value as Owner, name },
        ...placesIn(member),
      ])
    : [];
}

const tag = fc.constantFrom(
  'bom',
  'metadata',
  'components',
  'component',
  'name',
  'hashes',
  'hash',
  'testsuites',
  'testsuite',
  'testcase',
  'failure',
);

const element: fc.Memo<string> = fc.memo(depth =>
  fc
    .tuple(
      tag,
      fc.constantFrom('', ' type="library"', ' tests="1"', ' name="a"'),
      depth > 1
        ? fc.array(element(depth - 1), { maxLength: 3 })
        : fc.constant([]),
      fc.string({ maxLength: 4 }),
    )
    .map(
      ([name, attributes, children, text]) =>
        `<${name}${attributes}>${children.join('')}${text}</${name}>`,
    ),
);

/** How a property fails, in words; undefined when it holds. */
function failure<T>(
  property: fc.IProperty<T>,
  numRuns: number,
): string | undefined {
  const result = fc.check(property, { numRuns });
  return result.failed ? fc.defaultReportMessage(result) : undefined;
}

describe('whatever is sent', () => {
  it('any bytes get an answer', () => {
    expect(
      failure(
        fc.property(
          fc.uint8Array({ maxLength: 200 }),
          fc.constantFrom(
            '',
            '{',
            '<',
            '{"bomFormat":',
            '<testsuite>',
            '\ufeff',
          ),
          anyKind,
          (bytes, start, kind) =>
            hasAnswer(Buffer.concat([Buffer.from(start), bytes]), kind),
        ),
        1000,
      ),
    ).toBeUndefined();
  });

  it('any JSON gets an answer, read as any kind', () => {
    expect(
      failure(
        fc.property(fc.jsonValue(), anyKind, (value, kind) =>
          hasAnswer(JSON.stringify(value), kind),
        ),
        1000,
      ),
    ).toBeUndefined();
  });

  it('a document with anything anywhere gets an answer', () => {
    expect(
      failure(
        fc.property(mangled, document => hasAnswer(document)),
        3000,
      ),
    ).toBeUndefined();
  });

  it('a statement about anything gets an answer', () => {
    expect(
      failure(
        fc.property(
          fc.constantFrom(
            'https://spdx.dev/Document',
            'https://cyclonedx.org/bom',
            'https://openvex.dev/ns',
            'https://in-toto.io/attestation/vulns/v0.2',
            'https://cosign.sigstore.dev/attestation/vuln/v1',
          ),
          mangled,
          (predicateType, document) =>
            hasAnswer({
              _type: 'https://in-toto.io/Statement/v1',
              subject: [{ name: 'a', digest: {} }],
              predicateType,
              predicate: {
                ...document,
                Data: document,
                scanner: { result: document },
              },
            }),
        ),
        1000,
      ),
    ).toBeUndefined();
  });

  it('any XML-like text gets an answer', () => {
    expect(
      failure(
        fc.property(
          element(4),
          fc.constantFrom('', ' xmlns="http://cyclonedx.org/schema/bom/1.5"'),
          anyKind,
          (xml, namespace, kind) =>
            hasAnswer(
              xml.replace(/^<\w+/, start => `${start}${namespace}`),
              kind,
            ),
        ),
        1000,
      ),
    ).toBeUndefined();
  });

  it('JSON Lines of anything get an answer', () => {
    expect(
      failure(
        fc.property(fc.array(mangled, { minLength: 2, maxLength: 4 }), lines =>
          hasAnswer(lines.map(line => JSON.stringify(line)).join('\n')),
        ),
        500,
      ),
    ).toBeUndefined();
  });
});
