import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  corpusFolder,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { problem, understood } from './__testUtils__/reading';

describeWithCorpus('published CycloneDX', 'cyclonedx/tools', files => {
  const named = (pattern: RegExp) =>
    files
      .filter(({ name }) => pattern.test(name))
      .map(f => [f.name, f] as const);

  it.each(named(/\/valid-/))('%s', (name, file) => {
    const version = /\/(1\.\d)\//.exec(name)?.[1];
    expect(understood(file.read())).toMatchObject({
      kind: 'cyclonedx',
      specVersion: version,
      contents: [{ kind: 'sbom', specVersion: version }],
    });
  });

  it.each(named(/\/invalid-/))('%s', (_, file) => {
    const { field, message, remedy } = problem(file.read());
    expect(field).toMatch(/^\/[a-zA-Z]/);
    expect(message).not.toBe('');
    expect(remedy).not.toBe('');
  });

  it('warns of links into other documents', () => {
    const [[, file]] = named(/valid-saasbom/);
    expect(understood(file.read()).warnings[0]).toMatch(/another document/);
  });
});

describeWithCorpus('published SPDX', 'spdx', files => {
  const documents = files.filter(({ name }) => name.endsWith('.json'));

  it.each(documents.map(file => [file.name, file] as const))(
    '%s',
    (name, file) => {
      const { specVersion, contents } = understood(file.read());
      const version = /(?:spdx|Version)([23]\.\d)/.exec(name)?.[1] ?? '';
      expect(specVersion?.startsWith(version)).toBe(true);
      expect(contents).toMatchObject([
        { kind: 'sbom', createdAt: expect.any(String) },
      ]);
      expect(contents[0]).not.toHaveProperty('subjects', []);
    },
  );
});

describeWithCorpus('published SARIF', 'sarif/samples', files => {
  it.each(files.map(file => [file.name, file] as const))('%s', (_, file) => {
    expect(understood(file.read())).toMatchObject({
      kind: 'sarif',
      contents: [{ kind: 'check', check: 'static-analysis' }],
    });
  });
});

describeWithCorpus('published VEX', 'openvex/go-vex', files => {
  const named = (pattern: RegExp) =>
    files
      .filter(({ name }) => pattern.test(name))
      .map(f => [f.name, f] as const);

  it.each(named(/(openvex|v0[^/]*)\.json$/))('%s', (_, file) => {
    expect(understood(file.read())).toMatchObject({
      kind: 'openvex',
      contents: [{ kind: 'vex' }],
    });
  });

  it('reads a document that holds to the schema of CSAF, and no other', () => {
    const [[, sound]] = named(/vex\/testdata\/csaf\.json$/);
    expect(understood(sound.read()).kind).toBe('csaf-vex');
    // A branch that is a product and has branches, which CSAF does not allow.
    const [[, broken]] = named(/csaf\/testdata\/csaf\.json$/);
    expect(problem(broken.read()).field).toBe(
      '/product_tree/branches/0/branches/0',
    );
  });
});

describeWithCorpus('published attestations', '.', () => {
  const read = (name: string) => readFileSync(path.join(corpusFolder(), name));
  const rows = read('EXPECTED.tsv').toString().trim().split('\n').slice(1);
  const expected = new Map<string, string[][]>();
  for (const row of rows) {
    const columns = row.split('\t');
    const [name] = columns[0].split('#');
    expected.set(name, [...(expected.get(name) ?? []), columns]);
  }

  /** Those of the conformance suite are folders, with the bundle inside. */
  const fileOf = (name: string) =>
    name.startsWith('sigstore-conformance')
      ? `${name}/bundle.sigstore.json`
      : name;

  it.each([...expected])('%s', (name, statements) => {
    const { contents } = understood(read(fileOf(name)));
    const said = contents.filter(content => content.kind === 'statement');
    const places = statements.map(placeOf);
    expect(said).toHaveLength(Math.max(...places) + 1);
    // Where the table is silent, anything will do.
    expect(
      statements.map(([, , , type, subjects], index) => [
        type && said[places[index]].predicateType,
        /^[1-9]/.test(subjects) && said[places[index]].subjects.length,
      ]),
    ).toEqual(
      statements.map(([, , , type, subjects]) => [
        type === '(empty)' ? '' : type,
        /^[1-9]/.test(subjects) && Number(subjects),
      ]),
    );
  });

  it('reads the image layout of a container with its attestations', () => {
    const folder =
      'slsa-verifier/cli/slsa-verifier/testdata/gha_generic_container/v2.1.0/container_workflow_dispatch';
    expect(understood(read(`${folder}/index.json`))).toMatchObject({
      kind: 'oci-index',
      contents: [{ platforms: [{}, {}], attestations: [] }],
    });
  });

  it.each([
    'cosign/pkg/policy/testdata/valid/vuln',
    'cosign/pkg/policy/testdata/valid/custom',
  ])('%s', name => {
    expect(understood(read(name))).toMatchObject({
      kind: 'dsse',
      warnings: [],
    });
  });

  it.each([
    ['cosign/test/testdata/bom-go-mod.spdx.json', 'spdx'],
    ['cosign/test/testdata/bom-go-mod.cyclonedx.json', 'cyclonedx'],
    [
      'actions-attest/__tests__/fixtures/samples/cyclonedx-sbom.json',
      'cyclonedx',
    ],
  ])('%s', (name, kind) => {
    expect(understood(read(name)).kind).toBe(kind);
  });

  it('says what a sample lacks', () => {
    const sample = 'actions-attest/__tests__/fixtures/samples/spdx-sbom.json';
    expect(problem(read(sample))).toMatchObject({
      field: '/creationInfo',
      message: 'missing',
    });
  });
});

function placeOf([name]: string[]): number {
  return Number(name.split('#')[1] ?? 0);
}
