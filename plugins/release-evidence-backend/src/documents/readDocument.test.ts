import { problem, reading, understood } from './__testUtils__/reading';

const CYCLONEDX = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 };

describe('what a document is', () => {
  it.each([
    ['cyclonedx', CYCLONEDX],
    ['cyclonedx', '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>'],
    ['junit', '<testsuites><testsuite name="a"/></testsuites>'],
    ['junit', '\ufeff<?xml version="1.0"?>\n<!-- by us --><testsuite/>'],
    ['sarif', { version: '2.1.0', runs: [] }],
    [
      'trivy',
      {
        SchemaVersion: 2,
        ArtifactName: 'alpine',
        ArtifactType: 'container_image',
      },
    ],
    ['grype', { matches: [], source: {}, descriptor: { name: 'grype' } }],
    ['oci-manifest', { schemaVersion: 2, layers: [] }],
    ['oci-index', { schemaVersion: 2, manifests: [] }],
  ])('is recognised by its content: %s', (kind, document) => {
    expect(understood(document, { mediaType: 'application/zip' }).kind).toBe(
      kind,
    );
  });

  it('does not depend on the order of members or on a byte order mark', () => {
    const sorted = Object.fromEntries(Object.entries(CYCLONEDX).reverse());
    const text = `\ufeff \n${JSON.stringify(sorted)}\n`;
    expect(understood(text).kind).toBe('cyclonedx');
    expect(
      understood(Buffer.from(`\ufeff${JSON.stringify(CYCLONEDX)}`, 'utf16le'))
        .kind,
    ).toBe('cyclonedx');
  });

  it('is a log when it is plain text, whatever stands in it', () => {
    const text = `${JSON.stringify(CYCLONEDX)}\nsecond`;
    expect(
      understood(text, { mediaType: 'text/plain; charset=utf-8' }),
    ).toEqual({
      kind: 'log',
      specVersion: null,
      contents: [{ kind: 'log', lines: 2, bytes: Buffer.byteLength(text) }],
      warnings: [],
    });
  });

  it('is what the sender says, when it can be', () => {
    expect(understood('{', { kind: 'log' }).kind).toBe('log');
    expect(understood(CYCLONEDX, { kind: 'log' }).kind).toBe('log');
    expect(
      understood({ runs: [], version: '2.1.0' }, { kind: 'sarif' }).kind,
    ).toBe('sarif');
    expect(problem(CYCLONEDX, { kind: 'spdx' }).field).toBe('/spdxVersion');
    expect(problem(CYCLONEDX, { kind: 'junit' }).message).toMatch(/junit/);
    expect(problem('<testsuite/>', { kind: 'sarif' }).field).toBe('/testsuite');
    expect(problem('<html/>', { kind: 'junit' }).field).toBe('/html');
  });

  it('is kept unread only when that is asked for', () => {
    for (const unknown of ['{"a":1}', '<html/>', 'GIF89a', '']) {
      expect(understood(unknown, { kind: 'other' })).toMatchObject({
        kind: 'other',
        contents: [{ kind: 'other', bytes: unknown.length }],
      });
      expect(problem(unknown)).toMatchObject({ field: 'the document' });
    }
  });

  it.each([
    ['compressed', Buffer.from([0x1f, 0x8b, 8, 0]), /gzip/],
    ['empty', '', /empty/],
    ['a list', '[]', /neither/],
    ['a YAML document', 'a: 1', /neither/],
    ['of no known kind', '{}', /JSON of no known kind/],
    ['XML of no known kind', '<a/>', /XML of no known kind/],
  ])('says what is wrong when it is %s', (_, document, message) => {
    const { message: said, remedy } = problem(document);
    expect(said).toMatch(message);
    expect(remedy).not.toBe('');
  });
});

describe('broken documents', () => {
  it.each([
    [
      'cut short',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"na',
      'line 1',
    ],
    [
      'cut after an element',
      '{"bomFormat":"CycloneDX",\n"components":[{}',
      'line 2',
    ],
    [
      'a comma too many',
      '{"bomFormat":"CycloneDX","specVersion":"1.6",}',
      'line 1',
    ],
    [
      'a comma too many in a long list',
      '{"bomFormat":"CycloneDX","specVersion":"1.6",\n"components":[{"type":"file","name":"a"},]}',
      'line 2, byte 42',
    ],
    [
      'a bracket of the wrong kind',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"a":1]]}',
      'line 1',
    ],
    [
      'a bare word',
      '{"bomFormat":CycloneDX,"specVersion":"1.6"}',
      'line 1, byte 14',
    ],
    ['no colon', '{"bomFormat"}', 'line 1, byte 13'],
    ['an open element', '<testsuites><testsuite></testsuites>', 'line 1'],
    ['an open document', '<testsuites>\n', 'line 2'],
  ])('names the place: %s', (_, text, field) => {
    expect(problem(text).field).toContain(field);
  });

  it('never repeats what stands in the document', () => {
    const secret = 'hunter2-hunter2';
    for (const text of [
      `{"bomFormat":${secret}}`,
      `{"bomFormat":"${secret}","specVersion":"1.6"}`,
      `{"bomFormat":"CycloneDX","specVersion":"${secret}"}`,
      `<testsuite tests="${secret}"/>`,
      `<testsuite>&${secret};</testsuite>`,
      `{"schemaVersion":2,"layers":[{"digest":"${secret}"}]}`,
      `{"spdxVersion":"${secret}"}`,
    ]) {
      expect(JSON.stringify(reading(text))).not.toContain(secret);
      expect(reading(text)).toHaveProperty('problem');
    }
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Buffer.from('{"bomFormat":"\xff"}', 'latin1');
    expect(problem(bytes).message).toMatch(/UTF-8/);
    const latin = Buffer.from('<testsuite name="\xe9"/>', 'latin1');
    expect(problem(latin).message).toMatch(/utf-8/);
  });

  it('reads XML in the encoding that it declares', () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="caf\xe9"><testcase name="a"/></testsuite>',
      'latin1',
    );
    expect(understood(latin).contents).toMatchObject([{ name: 'café' }]);
    const odd = '<?xml version="1.0" encoding="klingon"?><testsuite/>';
    expect(problem(odd).field).toBe('the XML declaration');
  });

  it.each([
    ['lists', `{"bomFormat":"CycloneDX","a":${'['.repeat(1e6)}`],
    ['objects', `{"components":${'{"components":[]'.repeat(1e5)}`],
    ['elements', `<testsuites>${'<testsuite>'.repeat(1e5)}`],
  ])('bounds how deep it is nested: %s', (_, text) => {
    expect(problem(text).message).toMatch(/nested more than 128 levels/);
  });

  it.each([
    [
      'members',
      `{${Array.from({ length: 20_000 }, (_, index) => `"${index}":1`)}}`,
      /more than 10000 members/,
    ],
    [
      'runs',
      `{"version":"2.1.0","runs":[${Array(1001).fill(
        '{"tool":{"driver":{"name":"a"}}}',
      )}]}`,
      /more than 1000 elements/,
    ],
    [
      'statements',
      '{"_type":"https://in-toto.io/Statement/v1","predicateType":"a","subject":[{"name":"a","digest":{}}]}\n'.repeat(
        10_001,
      ),
      /more than 10000 statements/,
    ],
  ])('bounds how many of them it takes: %s', (_, text, message) => {
    expect(problem(text).message).toMatch(message);
  });

  it('has no use for document types and entities', () => {
    const text = `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuite name="&a;"/>`;
    expect(problem(text)).toMatchObject({ field: 'DOCTYPE' });
    expect(problem('<testsuite name="&a;"/>').message).toMatch(/well-formed/);
  });

  it('takes no harm from a member called __proto__', () => {
    const text = `{"__proto__":{"polluted":true},"bomFormat":"CycloneDX","specVersion":"1.6",
      "components":[{"type":"file","name":"a","__proto__":{"polluted":true}}]}`;
    expect(problem(text).field).toBe('/__proto__');
    const inner = text.replace('"__proto__":{"polluted":true},', '');
    expect(problem(inner).field).toBe('/components/0/__proto__');
    expect(
      understood('{"__proto__":{},"schemaVersion":2,"layers":[]}').kind,
    ).toBe('oci-manifest');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['@context', { '@context': { toString: 1, valueOf: 1 } }],
    [
      '_type',
      { _type: { toString: 1 }, predicateType: [{ valueOf: 0 }], subject: 1 },
    ],
    [
      'mediaType',
      { schemaVersion: 2, mediaType: { toString: null }, layers: [] },
    ],
  ])('takes no harm from a value that is no text: %s', (_, document) => {
    expect(problem(document).message).not.toBe('');
  });

  it('cuts a long list of warnings short', () => {
    const components = Array.from({ length: 30 }, (_, index) => ({
      type: 'file',
      name: `f${index}`,
      externalReferences: [{ type: 'other', url: `no iri ${index}` }],
    }));
    const { warnings } = understood({ ...CYCLONEDX, components });
    expect(warnings).toHaveLength(21);
    expect(warnings[20]).toBe('and 10 more');
  });
});
