import { junit, Suites } from '../documents/junit';
import { spdx } from '../documents/spdx';
import { finishRun, runners } from '../pipeline';
import { Account, people } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { elin, diego, tomas } = people;

const EMPTY_BOX = 'TestSuggestsNothingForAnEmptyBox';

const TESTS: Suites = {
  'acme.test/search/internal/rank': [
    'TestRanksByStock',
    'TestKeepsTheOrderOfEquals',
  ],
  'acme.test/search/internal/suggest': ['TestSuggestsInOrder', EMPTY_BOX],
};

/**
 * Built on a machine that everybody shares; and the second release was
 * approved by the very person who had started its deployment, although one of
 * its tests had failed. Each release has an SBOM.
 */
export function search(story: Story): void {
  const project = new Project(story, {
    name: 'search',
    language: 'Go',
    topics: ['shop', 'search'],
    days: 500,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: true,
    dismissStale: true,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: ['build'],
    since: story.ago({ days: 130 }),
    by: elin,
  });
  release(project, '4.1.0', story.ago({ days: 12, hours: 10 }), {
    title: 'Rank by stock',
    approver: tomas,
  });
  release(project, '4.2.0', story.ago({ days: 4, hours: 14 }), {
    title: 'Suggest while typing',
    approver: elin,
    failed: [EMPTY_BOX],
  });
}

function release(
  project: Project,
  version: string,
  mergedAt: Date,
  {
    title,
    approver,
    failed,
  }: { title: string; approver: Account; failed?: string[] },
): void {
  const { landed } = merge(project, {
    title,
    author: diego,
    mergedAt,
    mergedBy: elin,
    reviews: [{ reviewer: elin }],
    files: ['internal/rank/rank.go'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: elin,
    runner: runners.shared,
  });
  upload(project, built, [junit(TESTS, { failed }), spdx]);
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  promote(project, built, {
    environment: 'staging',
    after: { minutes: 10 },
    by: elin,
  });
  promote(project, built, {
    environment: 'production',
    after: { hours: 1 },
    by: elin,
    review: { asked: [tomas, elin], by: approver, waited: { minutes: 2 } },
  });
}
