import {
  claims,
  keySigner,
  provenance,
  statement,
  validBy,
  WORKFLOW,
  workflowSigner,
} from '../../__testUtils__/statements';
import { COMMIT, facts, REPOSITORY } from '../../__testUtils__/facts';
import type { VerificationCheck } from '../../vocabulary/evidence';
import type { TrustPolicy } from '../../vocabulary/policy';
import type { DocumentFact, ReleaseFacts } from '../../vocabulary/release';
import { judgeDocument } from './judgeDocument';

const SIGNER = {
  issuer: 'https://token.actions.githubusercontent.com',
  identity: WORKFLOW,
  components: null,
};
const ENTRY = { signer: null, network: null, identity: null };

const judge = (
  document: DocumentFact,
  options: { trust?: Partial<TrustPolicy>; facts?: Partial<ReleaseFacts> } = {},
) =>
  judgeDocument(document, facts(options.facts), {
    trust: { signers: [SIGNER], builders: [], ...options.trust },
  });

const expected = {
  repository: REPOSITORY,
  path: '.github/workflows/release.yml',
  ref: 'refs/heads/*',
};

const withWorkflow = (workflow: typeof expected | null) => ({
  component: { ...facts().component, workflow },
});

describe('a document is judged', () => {
  it('to be verified when all five checks hold', () => {
    expect(judge(statement(provenance()))).toMatchObject({
      binding: 'attested',
      verification: {
        status: 'verified',
        signer: WORKFLOW,
        reason: null,
        checks: {
          signature: { result: 'ok' },
          subject: { result: 'ok' },
          signer: { result: 'ok' },
          builder: { result: 'ok' },
          source: { result: 'ok' },
        },
      },
    });
  });

  it.each<[string, DocumentFact, string]>([
    ['waits', statement(provenance(), { signature: null }), 'unverifiable'],
    [
      'is signed by nobody',
      statement(provenance(), { content: { envelope: 'none' } }),
      'unsigned',
    ],
    [
      'was changed',
      statement(provenance(), {
        signature: { status: 'invalid', reason: 'x', claimedSigner: null },
      }),
      'invalid',
    ],
    [
      'is about another',
      statement(provenance(), { proof: 'other-digest' }),
      'invalid',
    ],
    [
      'was only uploaded for this digest',
      statement(null, { content: { subjects: [] } }),
      'invalid',
    ],
    [
      'is by somebody else',
      statement(null, {
        signature: validBy(workflowSigner({ identity: 'mallory' })),
      }),
      'untrusted',
    ],
    [
      'is by a listed key',
      statement(null, { signature: validBy(keySigner) }),
      'verified',
    ],
  ])('that %s', (_, document, status) => {
    expect(judge(document).verification.status).toBe(status);
  });

  const aboutCommit = (commit: string) =>
    statement(null, {
      proof: 'no-digest',
      subjects: [],
      content: {
        subjects: [{ name: null, digests: [], commit, purl: null }],
      },
    });

  it.each([
    [COMMIT, 'ok'],
    ['9'.repeat(40), 'failed'],
  ])('by its commit %s', (commit, result) => {
    const { checks } = judge(aboutCommit(commit)).verification;
    expect(checks.subject.result).toBe(result);
  });

  const DELEGATOR = 'https://github.com/acme/delegator/d.yml@refs/tags/v1';
  const delegated = statement(provenance(), {
    signature: validBy(workflowSigner({ identity: DELEGATOR })),
  });
  const hosted = (runnerEnvironment: string) =>
    statement(
      provenance({
        builder: 'https://github.com/actions/runner/github-hosted',
      }),
      {
        signature: validBy(
          workflowSigner({ claims: claims({ runnerEnvironment }) }),
        ),
      },
    );
  const of = (change: Parameters<typeof claims>[0], said = {}) =>
    statement(provenance(said), {
      signature: validBy(workflowSigner({ claims: claims(change) })),
    });

  it.each<
    [
      string,
      VerificationCheck,
      string,
      DocumentFact,
      Parameters<typeof judge>[1]?,
    ]
  >([
    [
      'a signer for other components',
      'signer',
      'failed',
      statement(null),
      {
        trust: {
          signers: [{ ...SIGNER, components: ['component:default/other'] }],
        },
      },
    ],
    [
      'the annotated workflow, where no signer is configured',
      'signer',
      'ok',
      statement(null),
      { trust: { signers: [] }, facts: withWorkflow(expected) },
    ],
    [
      'nobody expected, where no signer is configured',
      'signer',
      'failed',
      statement(null),
      { trust: { signers: [] } },
    ],
    ['a builder that is not the signer', 'builder', 'failed', delegated],
    [
      'a listed delegating builder',
      'builder',
      'ok',
      delegated,
      { trust: { builders: [{ ...ENTRY, id: WORKFLOW, signer: DELEGATOR }] } },
    ],
    [
      'a delegator that another signs for',
      'builder',
      'failed',
      statement(provenance()),
      { trust: { builders: [{ ...ENTRY, id: WORKFLOW, signer: DELEGATOR }] } },
    ],
    [
      'a builder that is not listed',
      'builder',
      'failed',
      statement(provenance()),
      { trust: { builders: [{ ...ENTRY, id: 'https://other/*' }] } },
    ],
    [
      'a builder without a name',
      'builder',
      'failed',
      statement(provenance({ builder: null })),
    ],
    [
      'a hosted runner as its certificate says',
      'builder',
      'ok',
      hosted('github-hosted'),
    ],
    [
      'a hosted runner against its certificate',
      'builder',
      'failed',
      hosted('self-hosted'),
    ],
    [
      'a key for a builder that is listed',
      'builder',
      'ok',
      statement(provenance(), { signature: validBy(keySigner) }),
      { trust: { builders: [{ ...ENTRY, id: WORKFLOW }] } },
    ],
    [
      'a key for any builder',
      'builder',
      'failed',
      statement(provenance(), { signature: validBy(keySigner) }),
    ],
    [
      'the annotated workflow',
      'builder',
      'ok',
      statement(provenance()),
      { facts: withWorkflow(expected) },
    ],
    [
      'another workflow than annotated',
      'builder',
      'failed',
      statement(provenance()),
      { facts: withWorkflow({ ...expected, path: 'ci.yml' }) },
    ],
    [
      'another ref than annotated',
      'builder',
      'failed',
      statement(provenance()),
      { facts: withWorkflow({ ...expected, ref: 'refs/tags/*' }) },
    ],
    ['what is no provenance', 'builder', 'not-checked', statement(null)],
    [
      'another repository',
      'source',
      'failed',
      of(
        { sourceRepository: 'https://github.com/acme/other' },
        { repository: 'github.com/acme/other' },
      ),
    ],
    [
      'a certificate that contradicts',
      'source',
      'failed',
      of({ sourceRepository: 'https://github.com/acme/other' }),
    ],
    [
      'a certificate for another commit',
      'source',
      'failed',
      of({ sourceCommit: '9'.repeat(40) }),
    ],
    [
      'provenance without a source',
      'source',
      'failed',
      of({ sourceRepository: null, sourceCommit: null }, { repository: null }),
    ],
    [
      'a statement without a source',
      'source',
      'not-checked',
      statement(null, { signature: validBy(keySigner) }),
    ],
  ])('%s: %s is %s', (...row) => {
    const [, check, result, document, options] = row;
    const { checks } = judge(document, options).verification;
    expect(checks[check].result).toBe(result);
    expect(checks[check].reason ?? '').not.toMatch(/undefined|null/);
  });
});
