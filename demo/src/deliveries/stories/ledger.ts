import { cycloneDx } from '../documents/cyclonedx';
import { junit, Suites } from '../documents/junit';
import { finishRun, runners } from '../pipeline';
import { people, sre } from '../people';
import { Project } from '../project';
import { deploy } from '../promotion';
import { build, promote } from '../release';
import { forcePush, merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { sam, lukas, priya, mira, tomas } = people;

const TESTS: Suites = {
  'test.acme.ledger.PeriodsTest': [
    'closes at midnight UTC',
    'takes no posting into a closed period',
  ],
  'test.acme.ledger.PostingsTest': [
    'balances debit and credit',
    'posts the same event once',
    'finds the postings of an account',
  ],
};

/**
 * Two quiet releases with an SBOM and a test report each, then an emergency:
 * pushed by force past the branch's rule, deployed by hand with nobody's
 * approval, and nothing was uploaded for it.
 */
export function ledger(story: Story): void {
  const project = new Project(story, {
    name: 'ledger',
    language: 'Java',
    topics: ['accounting'],
    days: 1200,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: false,
    dismissStale: false,
    adminsIncluded: false,
    forcePushes: 'non_admins',
    checks: ['build'],
    since: story.ago({ days: 320 }),
    by: sam,
  });
  quietRelease(project, '0.31.0', story.ago({ days: 17, hours: 8 }));
  quietRelease(project, '0.32.0', story.ago({ days: 8, hours: 12 }));
  emergency(project, story.ago({ days: 1, hours: 6 }));
}

function quietRelease(project: Project, version: string, mergedAt: Date): void {
  const first = version === '0.31.0';
  const { landed } = merge(project, {
    title: first
      ? 'Close periods at midnight UTC'
      : 'Index postings by account',
    author: first ? priya : lukas,
    mergedAt,
    mergedBy: lukas,
    reviews: [{ reviewer: first ? lukas : priya }],
    files: ['src/main/java/Periods.java'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: lukas,
    runner: runners.dedicated,
  });
  upload(project, built, [junit(TESTS), cycloneDx()]);
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  promote(project, built, {
    environment: 'staging',
    after: { minutes: 20 },
    by: lukas,
    review: { asked: [sam] },
  });
  promote(project, built, {
    environment: 'production',
    after: { hours: 6 },
    by: lukas,
    review: { asked: sre, by: first ? mira : tomas },
  });
}

function emergency(project: Project, at: Date): void {
  const commit = forcePush(project, {
    title: 'Stop double postings NOW',
    author: sam,
    at,
    files: ['src/main/java/Postings.java'],
  });
  const built = build(project, {
    version: '0.32.1',
    commit,
    actor: sam,
    runner: runners.dedicated,
    at,
  });
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  deploy(project, {
    environment: 'production',
    sha: commit.sha,
    payload: { digest: built.image.digest },
    run: null,
    creator: sam,
    at: after(built.at, { minutes: 3 }),
  });
}
