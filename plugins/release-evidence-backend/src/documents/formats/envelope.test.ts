import { EMPTY_FILE_DIGEST } from 'backstage-plugin-release-evidence-common';
import {
  COMMIT,
  DIGEST,
  HEX,
  problem,
  understood,
  statement,
} from '../__testUtils__/reading';

const envelope = (said: unknown, changes: object = {}) => ({
  payloadType: 'application/vnd.in-toto+json',
  payload: Buffer.from(
    typeof said === 'string' ? said : JSON.stringify(said),
  ).toString('base64'),
  signatures: [{ sig: 'MEUC' }],
  ...changes,
});

const bundle = (version: string, changes: object = {}) => ({
  mediaType: version,
  verificationMaterial: { certificate: {} },
  dsseEnvelope: envelope(statement()),
  ...changes,
});

const V3 = 'application/vnd.dev.sigstore.bundle.v0.3+json';

const SAID = {
  kind: 'statement',
  envelope: 'dsse',
  bundleVersion: null,
  predicateType: 'https://acme.example/built/v1',
  subjects: [{ name: 'payments', digests: [DIGEST], commit: null, purl: null }],
  signatures: 1,
  predicate: null,
};

describe('in-toto statements', () => {
  it('are read unsigned', () => {
    expect(understood(statement())).toEqual({
      kind: 'in-toto',
      specVersion: '1',
      contents: [{ ...SAID, envelope: 'none', signatures: 0 }],
      warnings: [],
    });
  });

  it.each([
    [
      'sha512',
      { sha512: 'AB'.repeat(64) },
      { digests: [`sha512:${'ab'.repeat(64)}`] },
    ],
    ['a commit', { gitCommit: COMMIT }, { commit: COMMIT }],
    ['a commit of SHA-256', { gitCommit: HEX }, { commit: HEX, digests: [] }],
    ['a commit in the older word', { sha1: COMMIT }, { commit: COMMIT }],
    [
      'a file with its SHA-1',
      { sha1: COMMIT, sha256: HEX },
      { commit: null, digests: [DIGEST] },
    ],
    ['a digest too short', { sha256: COMMIT }, { digests: [], commit: null }],
    ['no hash at all', { gce_image_id: '123' }, { digests: [], commit: null }],
    [
      'the empty file',
      { sha256: EMPTY_FILE_DIGEST.slice(7) },
      { digests: [EMPTY_FILE_DIGEST] },
    ],
  ])('have subjects by %s', (_, digest, subject) => {
    const said = understood(statement({ subject: [{ name: 'a', digest }] }));
    expect(said.contents).toMatchObject([
      { subjects: [{ name: 'a', ...subject }] },
    ]);
  });

  it('warn of subjects that name nothing, or the empty file', () => {
    const { warnings } = understood(
      statement({
        subject: [
          { name: 'a', digest: { gce_image_id: '123' } },
          { digest: { sha256: EMPTY_FILE_DIGEST.slice(7) } },
        ],
      }),
    );
    expect(warnings).toEqual([
      '/subject/0/digest: holds no digest or commit',
      '/subject/1/digest: is that of the empty file',
    ]);
  });

  it('name packages by their URL', () => {
    const name = 'pkg:npm/%40acme/payments@1.0.0';
    const said = understood(
      statement({ subject: [{ name, digest: { sha512: 'ab'.repeat(64) } }] }),
    );
    expect(said.contents).toMatchObject([{ subjects: [{ purl: name }] }]);
  });

  it('may have a thousand subjects', () => {
    const subject = Array.from({ length: 1500 }, (_, index) => ({
      name: `file-${index}`,
      digest: { sha256: index.toString(16).padStart(64, '0') },
    }));
    const { contents, warnings } = understood(statement({ subject }));
    expect(contents[0]).toHaveProperty('subjects.length', 1000);
    expect(warnings).toEqual([expect.stringContaining('1000')]);
  });

  it.each([
    ['/_type', { _type: 'https://in-toto.io/Statement/next' }],
    ['/predicateType', { predicateType: undefined }],
    ['/subject', { subject: [] }],
  ])('are refused unsigned without a right %s', (field, changes) => {
    expect(problem(statement(changes), { kind: 'in-toto' }).field).toBe(field);
  });
});

describe('DSSE', () => {
  it('is read in both forms of base64', () => {
    const said = statement({ predicate: { text: '???>>>ÿÿ' } });
    const url = Buffer.from(JSON.stringify(said)).toString('base64url');
    expect(understood(envelope(said)).contents).toEqual([SAID]);
    expect(understood(envelope(said, { payload: url })).contents).toEqual([
      SAID,
    ]);
  });

  it.each([
    ['something else was signed', { payloadType: 'text/plain' }, /payloadType/],
    ['the payload is no JSON', { payload: 'aGVsbG8=' }, /payload/],
    [
      'the payload is a list',
      { payload: Buffer.from('[]').toString('base64') },
      /payload/,
    ],
  ])('is kept with a warning when %s', (_, changes, warning) => {
    const { contents, warnings } = understood(
      envelope({ hello: 'world' }, changes),
    );
    expect(contents).toEqual([{ ...SAID, predicateType: null, subjects: [] }]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('says what a statement under another type says, with a warning', () => {
    const said = understood(
      envelope(statement(), { payloadType: 'text/plain' }),
    );
    expect(said).toMatchObject({
      contents: [SAID],
      warnings: [expect.stringContaining('/payloadType')],
    });
  });

  it.each([
    ['/signatures', { signatures: [] }],
    ['/payload', { payload: '!!!' }],
    ['/payload', { payload: 7 }],
  ])('is refused without a right %s', (field, changes) => {
    expect(problem(envelope(statement(), changes)).field).toBe(field);
  });
});

describe('Sigstore bundles', () => {
  it.each([
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', '0.1'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.2', '0.2'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', '0.3'],
    [V3, '0.3'],
  ])('are read as %s', (mediaType, version) => {
    expect(understood(bundle(mediaType))).toEqual({
      kind: 'sigstore-bundle',
      specVersion: version,
      contents: [{ ...SAID, envelope: 'bundle', bundleVersion: version }],
      warnings: [],
    });
  });

  it('of a version to come are kept with a warning', () => {
    const later = bundle(
      'application/vnd.dev.sigstore.bundle+json;version=99.9',
    );
    expect(understood(later).warnings).toEqual([
      expect.stringContaining('/mediaType'),
    ]);
  });

  it('over a file name its digest', () => {
    const signed = bundle(V3, {
      dsseEnvelope: undefined,
      messageSignature: {
        messageDigest: {
          algorithm: 'SHA2_256',
          digest: Buffer.from(HEX, 'hex').toString('base64'),
        },
        signature: 'MEUC',
      },
    });
    expect(understood(signed).contents).toMatchObject([
      {
        predicateType: null,
        signatures: 1,
        subjects: [{ name: null, digests: [DIGEST] }],
      },
    ]);
  });

  it.each([
    ['/dsseEnvelope', { dsseEnvelope: undefined }],
    ['/verificationMaterial', { verificationMaterial: undefined }],
    [
      '/dsseEnvelope/signatures',
      { dsseEnvelope: envelope(statement(), { signatures: [] }) },
    ],
  ])('are refused without %s', (field, changes) => {
    expect(problem(bundle(V3, changes)).field).toBe(field);
  });

  it('come by several from npm', () => {
    const predicateType = 'https://acme.example/built/v1';
    const answer = {
      attestations: [
        { predicateType, bundle: bundle(V3) },
        { predicateType: 'another', bundle: bundle(V3) },
      ],
    };
    const { kind, contents, warnings } = understood(answer);
    expect(kind).toBe('sigstore-bundle');
    expect(contents).toHaveLength(2);
    expect(warnings).toEqual([
      '/attestations/1/predicateType: is not what the statement says',
    ]);
    expect(
      problem({
        attestations: [...answer.attestations, { bundle: { mediaType: V3 } }],
      }).field,
    ).toBe('/attestations/2/verificationMaterial');
  });

  it('come in the form of PyPI', () => {
    const attestation = {
      version: 1,
      verification_material: { certificate: 'MII', transparency_entries: [] },
      envelope: {
        statement: Buffer.from(JSON.stringify(statement())).toString('base64'),
        signature: 'MEUC',
      },
    };
    const said = [{ ...SAID, envelope: 'bundle' }];
    expect(understood(attestation).contents).toEqual(said);
    const answer = {
      version: 1,
      attestation_bundles: [{ publisher: {}, attestations: [attestation] }],
    };
    expect(understood(answer).contents).toEqual(said);
    expect(
      problem({ attestation_bundles: [{ attestations: [{}] }] }).field,
    ).toBe('/attestation_bundles/0/attestations/0/envelope/signature');
  });
});

describe('JSON Lines', () => {
  it('hold statements of several kinds', () => {
    const text = [bundle(V3), envelope(statement()), statement()]
      .map(line => JSON.stringify(line))
      .join('\n');
    expect(understood(`${text}\n\n`)).toMatchObject({
      kind: 'sigstore-bundle',
      contents: [
        { envelope: 'bundle' },
        { envelope: 'dsse' },
        { envelope: 'none' },
      ],
    });
  });

  it('name the line of what is wrong', () => {
    const text = `${JSON.stringify(statement())}\n${JSON.stringify(
      statement({ subject: [] }),
    )}`;
    expect(problem(text).field).toBe('line 2: /subject');
    expect(problem('{"schemaVersion":2,"layers":[]}\n{}')).toMatchObject({
      field: 'line 1: /',
      remedy: expect.stringContaining('only statements'),
    });
  });
});
