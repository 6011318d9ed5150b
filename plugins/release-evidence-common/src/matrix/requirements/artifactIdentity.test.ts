import type { Status } from '../../vocabulary/assessment';
import type { SbomContent } from '../../vocabulary/document';
import type { DocumentFact, ReleaseFacts } from '../../vocabulary/release';
import { approval, day, facts, requirement } from '../../__testUtils__/facts';

type Row = [
  what: string,
  change: Partial<ReleaseFacts>,
  status: Status,
  why: RegExp,
];

const check = (id: string, rows: Row[]) =>
  describe(`${id}`, () => {
    it.each(rows)('%s', (_what, change, status, why) => {
      const result = requirement(id, facts(change));
      expect(result.reason).toMatch(why);
      expect(result.status).toBe(status);
    });
  });

const guessed = {
  recorded: [{ ...facts().recorded[0], binding: 'inferred' as const }],
};

check('digest-recorded', [
  ['a registry said so', {}, 'met', /reported the digest/],
  ['nobody said so', { recorded: [] }, 'unknown', /No registry/],
  ['a guess is no record', guessed, 'unknown', /No registry/],
]);

check('digest-recorded-before-approval', [
  ['recorded first', {}, 'met', /first approved on 2026-09-11/],
  ['no approval yet', { approvals: [] }, 'met', /no approval yet/],
  [
    'approved first',
    { approvals: [approval({ at: day(9) })] },
    'not-met',
    /recorded only on/,
  ],
  [
    'a request is no approval',
    { approvals: [approval({ at: day(9), decision: 'requested' })] },
    'met',
    /no approval yet/,
  ],
  [
    'the first of several approvals counts, of any environment',
    {
      approvals: [approval(), approval({ at: day(9), environment: 'staging' })],
    },
    'not-met',
    /First approved on 2026-09-09/,
  ],
  ['nobody recorded it', { recorded: [] }, 'unknown', /not known/],
]);

const PLATFORM = `sha256:${'c'.repeat(64)}`;

const sbom = (change: Partial<DocumentFact> = {}): DocumentFact => ({
  document: `sha256:${'5'.repeat(64)}`,
  format: 'cyclonedx',
  content: {
    kind: 'sbom',
    format: 'cyclonedx',
    specVersion: '1.6',
    name: 'payments',
    createdAt: null,
    subjects: [],
    components: 12,
    tools: [],
  },
  proof: 'same-digest',
  subjects: [facts().digest],
  at: day(10),
  binding: 'authenticated',
  signature: null,
  evidence: ['ev-sbom'],
  ...change,
});

check('sbom-for-digest', [
  ['none', {}, 'unknown', /No SBOM/],
  ['one for this digest', { documents: [sbom()] }, 'met', /A CycloneDX/],
  [
    'one inside a statement',
    {
      documents: [
        sbom({
          content: {
            kind: 'statement',
            envelope: 'bundle',
            bundleVersion: '0.3',
            predicateType: 'https://spdx.dev/Document/v2.3',
            subjects: [],
            signatures: 1,
            predicate: {
              ...(sbom().content as SbomContent),
              format: 'spdx',
            },
          },
        }),
      ],
    },
    'met',
    /An SPDX/,
  ],
  [
    'a document of another kind',
    { documents: [sbom({ content: { kind: 'log', lines: 1, bytes: 9 } })] },
    'unknown',
    /No SBOM/,
  ],
  [
    'one that names another digest',
    {
      documents: [
        sbom({ proof: 'other-digest', subjects: [], binding: 'inferred' }),
      ],
    },
    'unknown',
    /names another digest/,
  ],
  [
    'one that anybody with the right to push may have put there',
    { documents: [sbom({ binding: 'declared' })] },
    'unknown',
    /beside the artifact/,
  ],
  [
    'one for each platform of the index',
    {
      digests: [facts().digest, PLATFORM],
      documents: [sbom({ proof: 'part-of-index', subjects: [PLATFORM] })],
    },
    'met',
    /Every platform/,
  ],
  [
    'one for some platforms only',
    {
      digests: [facts().digest, PLATFORM, `sha256:${'d'.repeat(64)}`],
      documents: [sbom({ proof: 'part-of-index', subjects: [PLATFORM] })],
    },
    'unknown',
    /Not every platform/,
  ],
]);
check('provenance-verified', [['none', {}, 'unknown', /No provenance/]]);
check('signature-verified', [['none', {}, 'unknown', /No signature/]]);
