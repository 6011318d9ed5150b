import { DIGEST, job, run } from '../../__testUtils__/facts';
import { requirementOf, trust } from '../../__testUtils__/requirementOf';
import {
  claims,
  provenance,
  statement,
  validBy,
  workflowSigner,
} from '../../__testUtils__/statements';
import type { DocumentFact, ReleaseFacts } from '../../vocabulary/release';

const PLATFORM = `sha256:${'1'.repeat(64)}`;

const good = statement(provenance());
const byOther = statement(provenance(), {
  signature: validBy(workflowSigner({ identity: 'mallory' })),
});
const unverifiable = statement(provenance(), {
  signature: {
    status: 'unverifiable',
    reason: 'No trust root lists it.',
    claimedSigner: null,
  },
});
const signature = statement(null);
const partial = (document: DocumentFact, subject: string) => ({
  ...document,
  proof: 'part-of-index' as const,
  subjects: [subject],
});

const shared = {
  runs: [
    run({
      jobs: [job({ runner: { ...job().runner!, group: 'Default' } })],
    }),
  ],
};

type Row = [string, string, Partial<ReleaseFacts>, string, RegExp];

it.each<Row>([
  ['provenance-verified', 'none', {}, 'unknown', /No provenance/],
  ['provenance-verified', 'good', { documents: [good] }, 'met', /release.yml/],
  [
    'provenance-verified',
    'another signer’s',
    { documents: [byOther] },
    'not-met',
    /^The signer check failed: mallory/,
  ],
  [
    'provenance-verified',
    'good beside another signer’s',
    { documents: [byOther, good] },
    'met',
    /release.yml/,
  ],
  [
    'provenance-verified',
    'unverifiable',
    { documents: [unverifiable] },
    'unknown',
    /^No trust root/,
  ],
  [
    'provenance-verified',
    'waiting',
    { documents: [statement(provenance(), { signature: null })] },
    'unknown',
    /waits/,
  ],
  [
    'provenance-verified',
    'for one of two platforms',
    {
      digests: [DIGEST, PLATFORM, 'sha256:2'],
      documents: [partial(good, PLATFORM)],
    },
    'unknown',
    /a part of this index/,
  ],
  [
    'provenance-verified',
    'for every platform',
    { digests: [DIGEST, PLATFORM], documents: [partial(good, PLATFORM)] },
    'met',
    /release.yml/,
  ],
  [
    'signature-verified',
    'provenance alone',
    { documents: [good] },
    'unknown',
    /No signature/,
  ],
  [
    'signature-verified',
    'a signature',
    { documents: [signature] },
    'met',
    /signed this digest/,
  ],
  [
    'signature-verified',
    'over something that was uploaded for the digest',
    { documents: [statement(null, { content: { subjects: [] } })] },
    'not-met',
    /subject check failed/,
  ],
  [
    'sbom-for-digest',
    'an SBOM whose signature fails',
    {
      documents: [
        statement(
          {
            kind: 'sbom',
            format: 'spdx',
            specVersion: '2.3',
            name: null,
            createdAt: null,
            subjects: [],
            components: 1,
            tools: [],
          },
          {
            signature: {
              status: 'invalid',
              reason: 'Changed.',
              claimedSigner: null,
            },
          },
        ),
      ],
    },
    'unknown',
    /does not hold: Changed/,
  ],
  [
    'builder-verified',
    'good provenance',
    { documents: [good] },
    'met',
    /is the builder/,
  ],
  [
    'builder-verified',
    'another signer’s',
    { documents: [byOther] },
    'not-met',
    /signer check/,
  ],
  [
    'builder-hardened',
    'good provenance',
    { documents: [good] },
    'met',
    /network declared, identity attested/,
  ],
  ['builder-hardened', 'nothing', {}, 'unknown', /No verified builder/],
  [
    'dedicated-or-ephemeral-runner',
    'a shared runner',
    shared,
    'not-met',
    /group Default/,
  ],
  [
    'dedicated-or-ephemeral-runner',
    'a certificate that names a hosted one',
    { ...shared, documents: [good] },
    'met',
    /github-hosted/,
  ],
  [
    'dedicated-or-ephemeral-runner',
    'a certificate that names another',
    {
      ...shared,
      documents: [
        statement(provenance(), {
          signature: validBy(
            workflowSigner({
              claims: claims({ runnerEnvironment: 'self-hosted' }),
            }),
          ),
        }),
      ],
    },
    'not-met',
    /group Default/,
  ],
  ['source-provenance-verified', 'none', {}, 'unknown', /No verified source/],
])('%s with %s', (id, _, change, status, reason) => {
  const result = requirementOf(id, change);
  expect(result).toMatchObject({
    status,
    reason: expect.stringMatching(reason),
  });
  expect(result.remedy === null).toBe(status === 'met');
});

it('builder-hardened with a builder that nobody lists as hardened', () => {
  const bare = [{ ...trust.builders[0], network: null }];
  const { status, reason } = requirementOf(
    'builder-hardened',
    { documents: [good] },
    bare,
  );
  expect(status).toBe('not-met');
  expect(reason).toMatch(/not listed as hardened/);
});
