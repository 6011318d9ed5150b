import { attest } from '../attestations';
import { cycloneDx } from '../documents/cyclonedx';
import { junit, Suites } from '../documents/junit';
import { vulnerabilities, Vulnerability } from '../documents/packages';
import { trivy } from '../documents/trivy';
import { Association } from '../github/pullRequest';
import { finishRun, runners } from '../pipeline';
import { Account, people, sre } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { addRuleset, Change, merge, protectMain } from '../source';
import { Story } from '../story';
import { after, Span } from '../time';
import { upload } from '../uploads';

const { priya, lukas, sam, mira, tomas } = people;

const TESTS: Suites = {
  'test.acme.payments.AuthorisationsTest': [
    'asks the scheme once more after a timeout',
    'never asks a third time',
    'keeps the reason of a decline',
    'answers a repeated request with the first answer',
  ],
  'test.acme.payments.RefundsTest': [
    'rounds half to even',
    'refunds no more than was captured',
    'names the capture that it refunds',
  ],
  'test.acme.payments.SettlementTest': [
    'adds up to what was captured',
    'closes the day at midnight UTC',
  ],
};

/**
 * As it should be: a branch that protects itself and its workflows since long
 * ago, owners who review, machines that do nothing but release, deployments by
 * digest, and an approval by somebody else before each of them. Each pipeline
 * uploads an SBOM, a test report and a scan; that of 2.4.0 finds something, which
 * 2.4.1 mends. From 2.4.0 on the workflow signs what it built.
 */
export function payments(story: Story): void {
  const project = new Project(story, {
    name: 'payments',
    language: 'Kotlin',
    topics: ['payments', 'pci'],
    days: 900,
  });
  protect(project, story.ago({ days: 210 }));
  release(project, '2.3.0', story.ago({ days: 18, hours: 14 }), {
    changes: [by(priya, lukas, 'Retry card authorisations once')],
    approver: mira,
  });
  release(project, '2.3.1', story.ago({ days: 14, hours: 9 }), {
    changes: [by(sam, lukas, 'Round refunds half to even')],
    approver: tomas,
  });
  release(project, '2.4.0', story.ago({ days: 10, hours: 12 }), {
    changes: [
      by(sam, lukas, 'Pin the build image by digest', [
        '.github/workflows/release.yml',
      ]),
      by(priya, lukas, 'Accept instant transfers'),
    ],
    signed: true,
    approver: mira,
    found: [vulnerabilities.nettyPackets],
  });
  release(project, '2.4.1', story.ago({ days: 6, hours: 15 }), {
    changes: [
      by(priya, lukas, 'Log the scheme of a declined card'),
      by(priya, lukas, 'Update Netty', ['gradle/libs.versions.toml']),
    ],
    signed: true,
    approver: tomas,
  });
  release(project, '2.5.0', story.ago({ days: 2, hours: 13 }), {
    changes: [by(lukas, sam, 'Settle in the currency of the merchant')],
    signed: true,
    approver: mira,
  });
}

function protect(project: Project, since: Date): void {
  protectMain(project, {
    reviews: 1,
    codeOwners: true,
    dismissStale: true,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: ['build', 'test'],
    since,
    by: lukas,
  });
  addRuleset(
    project,
    {
      name: 'Workflows change with an owner',
      target: 'push',
      paths: ['.github/workflows/**', '.github/CODEOWNERS'],
      enforcement: 'active',
      since: after(since, { minutes: 12 }),
    },
    lukas,
  );
}

type Proposal = Omit<Change, 'mergedAt'>;

function by(
  author: Account,
  owner: Account,
  title: string,
  files = ['src/main/kotlin/Authorisations.kt', 'src/test/kotlin/Refunds.kt'],
): Proposal {
  const association: Association = 'OWNER';
  return {
    title,
    author,
    files,
    mergedBy: author,
    reviews: [{ reviewer: owner, association, body: 'Reviewed as an owner.' }],
  };
}

function release(
  project: Project,
  version: string,
  landedAt: Date,
  {
    changes,
    approver,
    found,
    signed = false,
  }: {
    changes: Proposal[];
    approver: Account;
    found?: Vulnerability[];
    signed?: boolean;
  },
): void {
  const landed = changes.map((change, index) =>
    merge(project, {
      ...change,
      mergedAt: after(landedAt, { minutes: 40 * (index + 1 - changes.length) }),
    }),
  );
  const last = changes[changes.length - 1];
  const commit = landed[landed.length - 1].landed;
  const built = build(project, {
    version,
    commit,
    actor: last.mergedBy,
    runner: runners.dedicated,
  });
  upload(project, built, [junit(TESTS), cycloneDx(), trivy], found);
  if (signed) {
    attest(project, built);
  }
  finishRun(project, built.run, after(built.at, { seconds: 40 }));
  const started = { by: last.author };
  const wait: Span = { hours: 4 };
  promote(project, built, {
    ...started,
    environment: 'staging',
    after: { minutes: 30 },
    review: { asked: [last.reviews![0].reviewer] },
  });
  promote(project, built, {
    ...started,
    environment: 'production',
    after: wait,
    review: {
      asked: sre,
      by: approver,
      comment: `${version} has run in staging since noon.`,
      waited: { minutes: 50 },
    },
  });
}
