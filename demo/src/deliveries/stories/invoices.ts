import { buildLog } from '../documents/buildLog';
import { junit, Suites } from '../documents/junit';
import { finishRun, runners } from '../pipeline';
import { people, sre } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { sam, lukas, mira } = people;

const SLOW = 'spec/slow/year_end_spec.rb';

const TESTS: Suites = {
  'spec/layout_spec.rb': ['prints the VAT number', 'breaks a long address'],
  [SLOW]: ['numbers a whole year without a gap', 'prints ten thousand pages'],
};

/**
 * In between: protected, but administrators may pass by, and one of them did
 * with a change of the release workflow. Built on GitHub's machines, deployed
 * by commit, and production is called `prod`. The log of each build was
 * uploaded, and a test report, whose slow half the newest release skipped.
 */
export function invoices(story: Story): void {
  const project = new Project(story, {
    name: 'invoices',
    language: 'Ruby',
    topics: ['accounting', 'pdf'],
    days: 800,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: false,
    dismissStale: false,
    adminsIncluded: false,
    forcePushes: 'off',
    checks: [],
    since: story.ago({ days: 365 }),
    by: sam,
  });
  release(project, '7.2.0', story.ago({ days: 14, hours: 6 }), {
    title: 'Print the VAT number',
    files: ['lib/layout.rb'],
    approved: true,
  });
  release(project, '7.3.0', story.ago({ days: 5, hours: 8 }), {
    title: 'Skip the slow tests on release',
    files: ['.github/workflows/release.yml', 'lib/layout.rb'],
    approved: false,
  });
}

function release(
  project: Project,
  version: string,
  mergedAt: Date,
  change: { title: string; files: string[]; approved: boolean },
): void {
  const { landed } = merge(project, {
    title: change.title,
    files: change.files,
    author: sam,
    mergedAt,
    mergedBy: sam,
    reviews: [
      change.approved
        ? { reviewer: lukas }
        : {
            reviewer: lukas,
            state: 'commented',
            body: 'Are you sure that we want this?',
          },
    ],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: sam,
    runner: runners.hosted,
  });
  const skipped = change.approved ? [] : [SLOW];
  upload(project, built, [junit(TESTS, { skipped }), buildLog]);
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  for (const environment of ['staging', 'prod']) {
    promote(project, built, {
      environment,
      after: environment === 'staging' ? { minutes: 12 } : { hours: 5 },
      by: sam,
      naming: 'commit',
      review: { asked: sre, by: mira },
    });
  }
}
