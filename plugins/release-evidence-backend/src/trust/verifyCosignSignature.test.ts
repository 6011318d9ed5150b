import { generateKeyPairSync, sign } from 'node:crypto';
import { readDocument } from '../documents';
import { cosignSignature } from '../registry/cosignSignature';
import { createSigstore } from 'release-evidence-demo/sigstore';
import { createTrustSet } from './trustSet';
import { verifyDocument } from './verifyDocument';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

const payload = Buffer.from(
  JSON.stringify({
    critical: {
      identity: { 'docker-reference': 'ghcr.io/acme/payments' },
      image: { 'docker-manifest-digest': DIGEST },
      type: 'cosign container image signature',
    },
    optional: null,
  }),
);

/** The layer as a registry has it, in the form that is kept. */
function kept(annotations: Record<string, string>, bytes = payload): Buffer {
  return cosignSignature({
    bytes,
    mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
    artifactType: null,
    subject: DIGEST,
    attachedTo: DIGEST,
    manifest: DIGEST,
    layer: DIGEST,
    annotations,
    via: 'cosign-tag',
  })!;
}

describe('a signature of cosign', () => {
  const pairs = {
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync('ed25519'),
  };
  const trust = createTrustSet({
    roots: [],
    keys: Object.entries(pairs).map(([id, { publicKey }]) => ({
      id,
      bytes: publicKey.export({ type: 'spki', format: 'der' }),
      configKey: id,
    })),
  });
  const signed = (signature: Buffer) => ({
    'dev.cosignproject.cosign/signature': signature.toString('base64'),
  });
  const verify = (document: Buffer, by = trust) =>
    verifyDocument(document, 'cosign-signature', by)[0];

  it('names the image that it signs', () => {
    const document = kept(signed(Buffer.from('any')));
    expect(readDocument({ bytes: document, mediaType: null })).toMatchObject({
      kind: 'cosign-signature',
      contents: [
        {
          kind: 'statement',
          envelope: 'cosign',
          signatures: 1,
          subjects: [{ name: 'ghcr.io/acme/payments', digests: [DIGEST] }],
        },
      ],
    });
  });

  it.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-384', 'sha256'],
    ['RSA', 'sha256'],
    ['Ed25519', null],
  ] as const)('by %s with %s is verified', (id, hash) => {
    const signature = sign(hash, payload, pairs[id].privateKey);
    expect(verify(kept(signed(signature)))).toMatchObject({
      status: 'valid',
      signer: { kind: 'key', id },
    });
    const other = Buffer.from(payload.toString().replace('abab', 'abac'));
    expect(verify(kept(signed(signature), other))).toMatchObject({
      status: 'unverifiable',
    });
  });

  it('by a certificate is verified by what the log promised', async () => {
    const sigstore = await createSigstore();
    const identity = { name: 'https://github.com/acme/payments/w.yml@main' };
    const bundle = await sigstore.signBytes(payload, identity);
    const [entry] = bundle.verificationMaterial.tlogEntries;
    const certificate = bundle.verificationMaterial.certificate.rawBytes;
    const annotations = {
      ...signed(Buffer.from(bundle.messageSignature.signature, 'base64')),
      'dev.sigstore.cosign/certificate': `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
      'dev.sigstore.cosign/bundle': JSON.stringify({
        SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
        Payload: {
          body: entry.canonicalizedBody,
          integratedTime: Number(entry.integratedTime),
          logIndex: Number(entry.logIndex),
          logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
        },
      }),
    };
    const roots = createTrustSet({
      roots: [{ name: 'acme', text: sigstore.root, configKey: 'roots[0]' }],
      keys: [],
    });
    expect(verify(kept(annotations), roots)).toMatchObject({
      status: 'valid',
      signer: { kind: 'certificate', identity: identity.name, root: 'acme' },
    });
    const { 'dev.sigstore.cosign/bundle': _, ...without } = annotations;
    expect(verify(kept(without), roots)).toMatchObject({
      status: 'unverifiable',
      reason: expect.stringMatching(/says when it was signed/),
    });
  });

  it('that is cut short is refused', () => {
    const document = Buffer.from('{"Base64Signature":"x","Payload":7}');
    expect(verify(document)).toMatchObject({ status: 'invalid' });
  });
});
