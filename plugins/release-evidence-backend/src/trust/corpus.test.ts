import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createPublicKey } from 'node:crypto';
import type { SignatureFact } from 'backstage-plugin-release-evidence-common';
import {
  corpusFolder,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readDocument } from '../documents';
import { createTrustSet, TrustFiles, verifyDocument } from '.';

const read = (file: string) => readFileSync(path.join(corpusFolder()!, file));

const file = (name: string) => ({ name, configKey: name });

function publicGood(): TrustFiles['roots'] {
  const text = read('sigstore-js/trusted-root/public-good.trusted_root.json');
  return [{ ...file('public-good'), text: text.toString() }];
}

interface NpmKey {
  keyId: string;
  keyUsage: string;
  publicKey: {
    rawBytes: string;
    validFor: { start: string; end?: string };
  };
}

/** The keys of npm, which end their validity after the corpus was signed. */
function npmKeys(): TrustFiles['keys'] {
  const { keys } = JSON.parse(
    read('sigstore-js/trusted-root/npm-keys.json').toString(),
  );
  return keys.map(({ keyId, keyUsage, publicKey }: NpmKey, index: number) => ({
    id: `${keyUsage} ${index}`,
    hint: keyId,
    bytes: Buffer.from(publicKey.rawBytes, 'base64'),
    validFrom: publicKey.validFor.start,
    validUntil: publicKey.validFor.end,
    configKey: 'npm',
  }));
}

/** What a document's row needs to be verified: vectors may have their own. */
function trustFor(folder: string) {
  const own = path.join(folder, 'trusted_root.json');
  const key = path.join(folder, 'key.pub');
  const hasOwn = (name: string) => existsSync(path.join(corpusFolder()!, name));
  return createTrustSet({
    roots: hasOwn(own)
      ? [{ ...file('own'), text: read(own).toString() }]
      : publicGood(),
    keys: hasOwn(key)
      ? [{ id: 'key', bytes: read(key), configKey: 'key' }]
      : npmKeys(),
  });
}

function factsOf(bytes: Buffer, folder: string): SignatureFact[] | 'refused' {
  const reading = readDocument({ bytes, mediaType: null });
  if ('problem' in reading) {
    return 'refused';
  }
  const facts = verifyDocument(bytes, reading.kind, trustFor(folder));
  expect(facts).toHaveLength(reading.contents.length);
  return facts;
}

const MAY_BE: [RegExp, string[]][] = [
  [/^(VERIFY_OK|SIGNED, NOT PROVENANCE)/, ['valid']],
  [/^UNVERIFIED/, ['unverifiable']],
  [/^REJECT/, ['invalid', 'unverifiable', 'refused']],
];

function signerOf(fact: SignatureFact | 'refused'): string {
  if (fact === 'refused' || fact.status !== 'valid') {
    return '';
  }
  return fact.signer.kind === 'key' ? 'npm key' : fact.signer.identity;
}

describeWithCorpus('published attestations', 'slsa-verifier', () => {
  const rows = read('EXPECTED.tsv')
    .toString()
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => {
      const [name, , signer, , , , , must] = line.split('\t');
      return { name, signer, must };
    });
  const documents = new Map<string, SignatureFact[] | 'refused'>();

  function factFor(name: string) {
    const [document, position = '0'] = name.split('#');
    const folder = document.includes('bundle-verify') ? document : '';
    const bundle = folder ? `${document}/bundle.sigstore.json` : document;
    const facts = documents.get(document) ?? factsOf(read(bundle), folder);
    documents.set(document, facts);
    return facts === 'refused' ? facts : facts[Number(position)];
  }

  it.each(rows.map(row => [row.name, row.must, row.signer] as const))(
    '%s: %s',
    (name, must, signer) => {
      const fact = factFor(name);
      const allowed = MAY_BE.find(([pattern]) => pattern.test(must))?.[1];
      expect(allowed).toContain(fact === 'refused' ? fact : fact.status);
      expect(signer || signerOf(fact)).toBe(signerOf(fact));
    },
  );
});

describeWithCorpus('the vector of DSSE', 'dsse', () => {
  const { envelope, key } = JSON.parse(read('dsse/vector.json').toString());
  const coordinate = (decimal: string) =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString(
      'base64url',
    );
  const trust = createTrustSet({
    roots: [],
    keys: [
      {
        id: 'vector',
        configKey: 'vector',
        bytes: createPublicKey({
          format: 'jwk',
          key: {
            kty: 'EC',
            crv: key.curve,
            x: coordinate(key.x),
            y: coordinate(key.y),
          },
        }).export({ type: 'spki', format: 'der' }),
      },
    ],
  });
  const verify = (value: object) =>
    verifyDocument(Buffer.from(JSON.stringify(value)), 'dsse', trust);

  it('verifies', () => {
    expect(verify(envelope)).toMatchObject([
      { status: 'valid', signer: { kind: 'key', id: 'vector' } },
    ]);
  });

  it('does not verify with another payload or type', () => {
    for (const change of [
      { payload: Buffer.from('hello worle').toString('base64') },
      { payloadType: 'http://example.com/Hello' },
    ]) {
      expect(verify({ ...envelope, ...change })).toMatchObject([
        { status: 'unverifiable' },
      ]);
    }
  });
});

describeWithCorpus(
  'a trust root without a start of validity',
  'sigstore-conformance',
  () => {
    it('is refused where it lacks it, and says so', () => {
      const folder =
        'sigstore-conformance/test/assets/bundle-verify/trust-root-tlog-missing-validity-start_fail';
      expect(trustFor(folder).refused).toEqual([
        {
          root: 'own',
          field: expect.stringMatching(/^tlogs\[\d\]$/),
          reason: 'has no start of its validity',
        },
      ]);
    });
  },
);
