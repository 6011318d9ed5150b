import type {
  PredicateContent,
  StatementContent,
} from '../vocabulary/document';
import type { ProvenanceContent } from '../vocabulary/provenance';
import type { DocumentFact } from '../vocabulary/release';
import type {
  CertificateClaims,
  CertificateSigner,
  SignatureFact,
  Signer,
} from '../vocabulary/signature';
import { COMMIT, day, DIGEST, REPOSITORY } from './facts';

export const WORKFLOW = `https://${REPOSITORY}/.github/workflows/release.yml@refs/heads/main`;

export const claims = (
  change: Partial<CertificateClaims> = {},
): CertificateClaims => ({
  buildSigner: null,
  buildSignerCommit: null,
  runnerEnvironment: 'github-hosted',
  sourceRepository: `https://${REPOSITORY}`,
  sourceCommit: COMMIT,
  sourceRef: 'refs/heads/main',
  buildConfig: WORKFLOW,
  buildConfigCommit: COMMIT,
  trigger: 'push',
  run: null,
  deploymentEnvironment: null,
  ...change,
});

export const workflowSigner = (
  change: Partial<CertificateSigner> = {},
): CertificateSigner => ({
  kind: 'certificate',
  identity: WORKFLOW,
  issuer: 'https://token.actions.githubusercontent.com',
  claims: claims(),
  fingerprint: `sha256:${'f'.repeat(64)}`,
  root: 'public-good',
  ...change,
});

export const keySigner: Signer = {
  kind: 'key',
  id: 'release',
  fingerprint: `sha256:${'e'.repeat(64)}`,
};

export const validBy = (signer: Signer): SignatureFact => ({
  status: 'valid',
  reason: null,
  signer,
  signedAt: day(11),
  logIndex: '1',
  signedDigest: null,
});

export const provenance = (
  change: Partial<ProvenanceContent> = {},
): ProvenanceContent => ({
  kind: 'provenance',
  version: '1',
  builder: WORKFLOW,
  buildType: 'https://actions.github.io/buildtypes/workflow/v1',
  repository: REPOSITORY,
  commit: COMMIT,
  ref: 'refs/heads/main',
  workflow: {
    repository: REPOSITORY,
    path: '.github/workflows/release.yml',
    ref: 'refs/heads/main',
  },
  event: 'push',
  runnerEnvironment: null,
  invocation: null,
  startedAt: null,
  finishedAt: null,
  materials: [],
  ...change,
});

/** A signed statement about the release, with some of it changed. */
export const statement = (
  predicate: PredicateContent | null,
  change: Partial<Omit<DocumentFact, 'content'>> & {
    content?: Partial<StatementContent>;
  } = {},
): DocumentFact => ({
  document: `sha256:${'5'.repeat(64)}`,
  format: 'sigstore-bundle',
  proof: 'same-digest',
  subjects: [DIGEST],
  at: day(11),
  binding: 'authenticated',
  signature: validBy(workflowSigner()),
  evidence: ['ev-statement'],
  ...change,
  content: {
    kind: 'statement',
    envelope: 'bundle',
    bundleVersion: '0.3',
    predicateType: predicate ? 'https://slsa.dev/provenance/v1' : null,
    subjects: [{ name: null, digests: [DIGEST], commit: null, purl: null }],
    signatures: 1,
    predicate,
    ...change.content,
  },
});
