import type { Status } from '../../vocabulary/assessment';
import type { ReleaseFacts } from '../../vocabulary/release';
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

check('sbom-for-digest', [['none', {}, 'unknown', /No SBOM/]]);
check('provenance-verified', [['none', {}, 'unknown', /No provenance/]]);
check('signature-verified', [['none', {}, 'unknown', /No signature/]]);
