import type { Status } from '../../vocabulary/assessment';
import type { ReleaseFacts } from '../../vocabulary/release';
import {
  approval,
  commit,
  day,
  deployment,
  facts,
  landing,
  person,
  requirement,
} from '../../__testUtils__/facts';

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

const only = (...approvals: ReturnType<typeof approval>[]) => ({ approvals });

check('approved-before-deployment', [
  ['approved, then deployed', {}, 'met', /mira approved it/],
  [
    'approved, not yet deployed',
    { deployments: [] },
    'met',
    /mira approved it/,
  ],
  [
    'neither',
    { approvals: [], deployments: [] },
    'unknown',
    /neither an approval/,
  ],
  ['deployed without', only(), 'not-met', /without an approval/],
  [
    'approved too late',
    only(approval({ at: day(13) })),
    'not-met',
    /before it was approved/,
  ],
  [
    'approved by the author of a commit',
    only(approval({ approver: person('ada'), requester: null })),
    'not-met',
    /wrote or committed/,
  ],
  [
    'approved by a committer',
    {
      ...only(approval({ approver: person('linus') })),
      landings: [
        landing({ commits: [commit({ committer: person('linus') })] }),
      ],
    },
    'not-met',
    /wrote or committed/,
  ],
  [
    'approved by who started the run',
    only(approval({ requester: person('mira') })),
    'not-met',
    /also started the run/,
  ],
  [
    'a second person makes up for the first',
    only(
      approval({ approver: person('ada') }),
      approval({ evidence: ['ev-second'] }),
    ),
    'met',
    /mira approved it/,
  ],
  [
    'for another environment',
    only(approval({ environment: 'staging' })),
    'not-met',
    /without an approval/,
  ],
  [
    'for the environment under another name',
    only(approval({ environment: 'PROD' })),
    'met',
    /mira approved it/,
  ],
  [
    'by a tag that pointed here',
    only(approval({ namedBy: 'tag', binding: 'inferred' })),
    'not-met',
    /without an approval/,
  ],
  [
    'by nobody',
    only(approval({ approver: null })),
    'not-met',
    /without an approval/,
  ],
  [
    'rejected after it was approved',
    only(
      approval(),
      approval({
        decision: 'rejected',
        approver: person('tom'),
        at: day(11, '13:00:00'),
      }),
    ),
    'not-met',
    /was rejected/,
  ],
  [
    'approved after the same person rejected it',
    only(
      approval({ decision: 'rejected' }),
      approval({ at: day(11, '13:00:00') }),
    ),
    'met',
    /mira approved it/,
  ],
  [
    'the first deployment counts',
    {
      deployments: [
        deployment({ deployedAt: day(14) }),
        deployment({ deployment: 'x#8', deployedAt: day(10, '13:00:00') }),
      ],
    },
    'not-met',
    /before it was approved/,
  ],
  [
    'a deployment that never took effect does not count',
    {
      deployments: [deployment({ deployedAt: null, status: 'failed' })],
      approvals: [approval({ at: day(13) })],
    },
    'met',
    /mira approved it/,
  ],
]);

check('approval-names-digest', [
  ['by run', {}, 'not-met', /names a run/],
  [
    'by digest',
    only(approval({ namedBy: 'digest' })),
    'met',
    /names the digest/,
  ],
  ['deployed without', only(), 'not-met', /without an approval/],
  [
    'nothing yet',
    { approvals: [], deployments: [] },
    'unknown',
    /no approval yet/,
  ],
]);

check('approval-carries-checklist', [['none', {}, 'unknown', /checklist/]]);
check('verdict-before-deployment', [
  ['none', {}, 'unknown', /No policy verdict/],
]);
check('break-glass-reviewed', [['none', {}, 'unknown', /break-glass/i]]);
