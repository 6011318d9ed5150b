import fc from 'fast-check';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readDocument } from '../documents';
import { createSigstore, Identity } from 'release-evidence-demo/sigstore';
import { createTrustSet, TrustSet } from './trustSet';
import { verifyDocument } from './verifyDocument';

const identity: Identity = {
  name: 'https://github.com/acme/payments/.github/workflows/release.yml@refs/heads/main',
  claims: {
    11: 'github-hosted',
    12: 'https://github.com/acme/payments',
    13: 'a'.repeat(40),
    23: 'production',
  },
};

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'payments', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://acme.example/reviewed/v1',
  predicate: { by: 'ada' },
};

const verify = (bundle: unknown, trust: TrustSet) =>
  verifyDocument(Buffer.from(JSON.stringify(bundle)), 'sigstore-bundle', trust);

describe('a bundle', () => {
  let bundle: Awaited<
    ReturnType<Awaited<ReturnType<typeof createSigstore>>['attest']>
  >;
  let message: object;
  let trust: TrustSet;
  const none = createTrustSet({ roots: [], keys: [] });

  beforeAll(async () => {
    const sigstore = await createSigstore();
    bundle = await sigstore.attest(statement, identity);
    message = await sigstore.signBytes(Buffer.from('the artifact'), identity);
    trust = createTrustSet({
      roots: [{ name: 'acme', text: sigstore.root, configKey: 'roots[0]' }],
      keys: [],
    });
  });

  it('is verified, with what its certificate says', () => {
    expect(verify(bundle, trust)).toMatchObject([
      {
        status: 'valid',
        signer: {
          kind: 'certificate',
          identity: identity.name,
          issuer: 'https://token.actions.githubusercontent.com',
          root: 'acme',
          claims: {
            runnerEnvironment: 'github-hosted',
            sourceRepository: 'https://github.com/acme/payments',
            sourceCommit: 'a'.repeat(40),
            deploymentEnvironment: 'production',
          },
        },
        signedAt: expect.stringMatching(/^\d{4}-/),
        signedDigest: null,
      },
    ]);
  });

  it('over bytes is verified by their digest alone', () => {
    expect(verify(message, trust)).toMatchObject([
      {
        status: 'valid',
        signedDigest: `sha256:${createHash('sha256')
          .update('the artifact')
          .digest('hex')}`,
      },
    ]);
  });

  it('of an authority that no root lists is named with its key', () => {
    expect(verify(bundle, none)).toMatchObject([
      {
        status: 'unverifiable',
        reason: expect.stringMatching(/sigstore, key [0-9a-f]{40}/),
        claimedSigner: identity.name,
      },
    ]);
  });

  it('that holds a second content is refused', () => {
    expect(verify({ ...bundle, ...message }, trust)).toMatchObject([
      { status: 'invalid', reason: expect.stringMatching(/signs one thing/) },
    ]);
  });

  it('whose certificate was not valid when the log listed it is refused', async () => {
    const late = await createSigstore({
      certifiedAt: new Date('2024-05-01T10:00:00Z'),
    });
    const trusted = createTrustSet({
      roots: [{ name: 'late', text: late.root, configKey: 'roots[0]' }],
      keys: [],
    });
    expect(
      verify(await late.attest(statement, identity), trusted),
    ).toMatchObject([
      {
        status: 'invalid',
        reason: expect.stringMatching(
          /^The certificate was valid from 2024-05-01T10:00:00.000Z/,
        ),
      },
    ]);
  });

  const paths = (value: unknown, at: string[] = []): string[][] =>
    value !== null && typeof value === 'object'
      ? [
          at,
          ...Object.entries(value).flatMap(([key, inner]) =>
            paths(inner, [...at, key]),
          ),
        ]
      : [at];

  const changed = (path: string[], change: (value: unknown) => unknown) => {
    const copy = { bundle: structuredClone(bundle) };
    let holder: Record<string, unknown> = copy;
    const whole = ['bundle', ...path];
    for (const key of whole.slice(0, -1)) {
      holder = holder[key] as Record<string, unknown>;
    }
    const last = whole[whole.length - 1];
    holder[last] = change(holder[last]);
    return copy.bundle;
  };

  /** What a bundle says, by the reader that the product uses. */
  const said = (value: unknown) => {
    const reading = readDocument({
      bytes: Buffer.from(JSON.stringify(value)),
      mediaType: null,
      kind: 'sigstore-bundle',
    });
    return 'problem' in reading ? null : reading.contents;
  };

  it('never says something else and is still verified, whatever is changed in it', () => {
    const original = said(bundle);
    const replaced = fc.oneof(
      fc.jsonValue(),
      fc.string().map(text => Buffer.from(text).toString('base64')),
      fc.constantFrom(null, undefined, '', '0', 0, -1, [], {}),
    );
    const check = () =>
      fc.assert(
        fc.property(
          fc.constantFrom(...paths(bundle).slice(1)),
          fc.nat(),
          replaced,
          fc.boolean(),
          (path, place, value, flip) => {
            const mutated = changed(path, old =>
              flip && typeof old === 'string' ? flipped(old, place) : value,
            );
            const [fact] = verify(mutated, trust);
            return (
              fact?.status !== 'valid' ||
              JSON.stringify(said(mutated)) === JSON.stringify(original)
            );
          },
        ),
        { numRuns: 1500 },
      );
    expect(check).not.toThrow();
  });

  it('survives any bytes', () => {
    const check = () =>
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 400 }),
          fc.constantFrom('sigstore-bundle', 'dsse', 'cosign-signature'),
          (bytes, kind) =>
            verifyDocument(Buffer.from(bytes), kind as 'dsse', trust).every(
              ({ status }) => status !== 'valid',
            ),
        ),
        { numRuns: 1000 },
      );
    expect(check).not.toThrow();
  });
});

function flipped(text: string, place: number): string {
  if (text === '') {
    return 'A';
  }
  const at = place % text.length;
  const other = text[at] === 'A' ? 'B' : 'A';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

describe('a bare envelope', () => {
  const payload = Buffer.from(JSON.stringify(statement));
  const type = 'application/vnd.in-toto+json';
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `),
    payload,
  ]);
  const pairs = {
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync('ed25519'),
  };
  const trustIn = (change: object = {}) =>
    createTrustSet({
      roots: [],
      keys: Object.entries(pairs).map(([id, { publicKey }]) => ({
        id,
        bytes: publicKey.export({ type: 'spki', format: 'der' }),
        configKey: id,
        ...change,
      })),
    });
  const envelope = (signature: Buffer, keyid = '') => ({
    payload: payload.toString('base64url'),
    payloadType: type,
    signatures: [{ keyid, sig: signature.toString('base64') }],
  });
  const check = (value: object, trust = trustIn()) =>
    verifyDocument(Buffer.from(JSON.stringify(value)), 'dsse', trust)[0];

  it.each([
    ['P-256', 'sha256', 'der'],
    ['P-256', 'sha256', 'ieee-p1363'],
    ['P-384', 'sha384', 'der'],
    ['P-384', 'sha256', 'ieee-p1363'],
    ['RSA', 'sha256', undefined],
    ['Ed25519', null, undefined],
  ] as const)('by %s, %s, %s is verified', (id, hash, dsaEncoding) => {
    const key = pairs[id].privateKey;
    const signature = sign(hash, encoded, { key, dsaEncoding });
    expect(check(envelope(signature))).toMatchObject({
      status: 'valid',
      signer: { kind: 'key', id },
    });
  });

  const good = sign('sha256', encoded, pairs['P-256'].privateKey);

  it.each([
    [
      'of a key that is not listed',
      envelope(Buffer.alloc(70)),
      {},
      'unverifiable',
      /No key/,
    ],
    [
      'that names a key which did not make it',
      envelope(Buffer.alloc(70), 'RSA'),
      {},
      'invalid',
      /"RSA"/,
    ],
    [
      'of a key for something else',
      envelope(good),
      { use: ['signature'] },
      'unverifiable',
      /does not list attestation/,
    ],
    [
      'of a key that is limited in time',
      envelope(good),
      { validUntil: '2030-01-01T00:00:00Z' },
      'unverifiable',
      /limited in time/,
    ],
    [
      'without signatures',
      { ...envelope(good), signatures: [] },
      {},
      'invalid',
      /no whole/,
    ],
  ] as const)('%s', (_, value, change, status, reason) => {
    expect(check(value, trustIn(change))).toMatchObject({
      status,
      reason: expect.stringMatching(reason),
    });
  });
});
