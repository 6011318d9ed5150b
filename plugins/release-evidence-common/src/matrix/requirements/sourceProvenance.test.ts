import { COMMIT, facts, REPOSITORY } from '../../__testUtils__/facts';
import { requirementOf } from '../../__testUtils__/requirementOf';
import {
  claims,
  provenance,
  statement,
  validBy,
  workflowSigner,
} from '../../__testUtils__/statements';
import type { SummaryContent } from '../../vocabulary/provenance';
import type { DocumentFact, ReleaseFacts } from '../../vocabulary/release';

const expecting = {
  component: {
    ...facts().component,
    workflow: {
      repository: REPOSITORY,
      path: '.github/workflows/release.yml',
      ref: null,
    },
  },
};

const good = statement(provenance());

const summary = (change: Partial<SummaryContent> = {}) =>
  statement({
    kind: 'verification-summary',
    verifier: 'https://acme.example/source',
    resource: null,
    policy: null,
    result: 'passed',
    levels: ['SLSA_SOURCE_LEVEL_3', 'TAG_HYGIENE'],
    sourceRefs: ['refs/heads/main'],
    at: null,
    ...change,
  });

const aboutCommit = (
  document: DocumentFact,
  commit = COMMIT,
): DocumentFact => ({
  ...document,
  proof: 'no-digest',
  subjects: [],
  content: {
    ...document.content,
    subjects: [{ name: null, digests: [], commit, purl: null }],
  } as DocumentFact['content'],
});

const sourceNote = statement({
  kind: 'source-provenance',
  repository: REPOSITORY,
  branch: 'refs/heads/main',
  previousCommit: null,
  activity: 'pr_merge',
  actor: 'ada',
  at: null,
  controls: [],
});

type Row = [string, string, Partial<ReleaseFacts>, string, RegExp];

it.each<Row>([
  [
    'source-provenance-verified',
    'of this commit',
    { documents: [aboutCommit(sourceNote)] },
    'met',
    /^Source provenance signed by/,
  ],
  [
    'source-provenance-verified',
    'of another commit',
    { documents: [aboutCommit(sourceNote, '9'.repeat(40))] },
    'not-met',
    /^The subject check failed/,
  ],
  [
    'source-provenance-verified',
    'a summary of level 3',
    { documents: [aboutCommit(summary())] },
    'met',
    /source level 3/,
  ],
  [
    'source-provenance-verified',
    'a summary of level 2',
    { documents: [aboutCommit(summary({ levels: ['SLSA_SOURCE_LEVEL_2'] }))] },
    'unknown',
    /No verified/,
  ],
  [
    'source-provenance-verified',
    'a summary that failed',
    { documents: [aboutCommit(summary({ result: 'failed' }))] },
    'unknown',
    /No verified/,
  ],
  [
    'source-provenance-verified',
    'build provenance of the expected workflow',
    { ...expecting, documents: [good] },
    'met',
    /expected workflow/,
  ],
  [
    'source-provenance-verified',
    'build provenance of no expected workflow',
    { documents: [good] },
    'unknown',
    /No verified/,
  ],
  [
    'source-provenance-verified',
    'a workflow of another commit',
    {
      ...expecting,
      documents: [
        statement(provenance(), {
          signature: validBy(
            workflowSigner({
              claims: claims({ buildConfigCommit: '9'.repeat(40) }),
            }),
          ),
        }),
      ],
    },
    'unknown',
    /No verified/,
  ],
])('%s with %s', (id, _, change, status, reason) => {
  const result = requirementOf(id, change);
  expect(result).toMatchObject({
    status,
    reason: expect.stringMatching(reason),
  });
  expect(result.remedy === null).toBe(status === 'met');
});
