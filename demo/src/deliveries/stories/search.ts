import { finishRun, runners } from '../pipeline';
import { Account, people } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';

const { elin, diego, tomas } = people;

/**
 * Built on a machine that everybody shares; and the second release was
 * approved by the very person who had started its deployment.
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
  });
}

function release(
  project: Project,
  version: string,
  mergedAt: Date,
  { title, approver }: { title: string; approver: Account },
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
