import type { DocumentFact } from '../../vocabulary/release';
import type { SignatureFact, Signer } from '../../vocabulary/signature';
import { checkCommand } from './checkCommand';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

const key: Signer = { kind: 'key', id: 'release', fingerprint: DIGEST };

const signedBy = (signer: Signer): SignatureFact => ({
  status: 'valid',
  reason: null,
  signer,
  signedAt: null,
  logIndex: null,
  signedDigest: null,
});

const workflow = (identity: string): Signer => ({
  kind: 'certificate',
  identity,
  issuer: 'https://token.actions.githubusercontent.com',
  claims: {
    buildSigner: null,
    buildSignerCommit: null,
    runnerEnvironment: null,
    sourceRepository: null,
    sourceCommit: null,
    sourceRef: null,
    buildConfig: null,
    buildConfigCommit: null,
    trigger: null,
    run: null,
    deploymentEnvironment: null,
  },
  fingerprint: DIGEST,
  root: 'public-good',
});

const document = (
  envelope: 'bundle' | 'dsse' | 'cosign' | 'none',
  predicateType: string | null,
  signature: SignatureFact | null,
): DocumentFact => ({
  document: DIGEST,
  format: 'sigstore-bundle',
  content: {
    kind: 'statement',
    envelope,
    bundleVersion: '0.3',
    predicateType,
    subjects: [{ name: null, digests: [DIGEST], commit: null, purl: null }],
    signatures: 1,
    predicate: null,
  },
  proof: 'same-digest',
  subjects: [DIGEST],
  at: '2026-01-01T00:00:00.000Z',
  binding: 'authenticated',
  signature,
  evidence: [],
});

describe('the command to check a signature', () => {
  const type = 'https://slsa.dev/provenance/v1';

  it.each([
    [
      'a statement by a certificate',
      document('bundle', type, signedBy(workflow('https://a/w.yml@x'))),
      `cosign verify-blob-attestation --bundle document.json --certificate-identity 'https://a/w.yml@x' --certificate-oidc-issuer 'https://token.actions.githubusercontent.com' --type '${type}' --digest ${'ab'.repeat(
        32,
      )} --digestAlg sha256`,
    ],
    [
      'an envelope by a key',
      document('dsse', type, signedBy(key)),
      `cosign verify-blob-attestation --signature document.json --key 'release.pub' --type '${type}' --digest ${'ab'.repeat(
        32,
      )} --digestAlg sha256`,
    ],
    [
      'a signature over a file',
      document('bundle', null, signedBy(key)),
      `cosign verify-blob --bundle document.json --key 'release.pub' ARTIFACT`,
    ],
    [
      'a signature of cosign',
      document('cosign', null, signedBy(key)),
      `cosign verify --key 'release.pub' IMAGE@${DIGEST}`,
    ],
    [
      'a statement about a commit',
      {
        ...document('bundle', type, signedBy(key)),
        content: {
          ...document('bundle', type, null).content,
          subjects: [
            { name: null, digests: [], commit: 'c'.repeat(40), purl: null },
          ],
        } as DocumentFact['content'],
      },
      `cosign verify-blob-attestation --bundle document.json --key 'release.pub' --type '${type}' --digest ${'c'.repeat(
        40,
      )} --digestAlg gitCommit`,
    ],
    ['what waits to be verified', document('bundle', type, null), null],
  ])('of %s', (_, fact, command) => {
    expect(checkCommand(fact)).toBe(command);
  });

  it('names the root, where it is not the one that everybody has', () => {
    const own = { ...workflow('https://a/w.yml@x'), root: 'acme' } as Signer;
    expect(checkCommand(document('bundle', type, signedBy(own)))).toContain(
      `--trusted-root 'acme.json'`,
    );
  });

  it('quotes what a certificate says', () => {
    const evil = signedBy(workflow(`'; rm -rf ~ #`));
    expect(checkCommand(document('bundle', type, evil))).toContain(
      `--certificate-identity ''\\''; rm -rf ~ #'`,
    );
  });
});
