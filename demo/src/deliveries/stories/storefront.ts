import { finishRun, runners } from '../pipeline';
import { Account, people, sre } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';

const { elin, diego, mira, tomas } = people;

/**
 * Deployed by tag alone: whoever approved the run cannot know what the tag
 * will point at, and `latest` has moved with every release.
 */
export function storefront(story: Story): void {
  const project = new Project(story, {
    name: 'storefront',
    language: 'TypeScript',
    topics: ['shop', 'web'],
    days: 700,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: false,
    dismissStale: true,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: ['build'],
    since: story.ago({ days: 160 }),
    by: elin,
  });
  release(project, '1.8.0', story.ago({ days: 16, hours: 11 }), {
    title: 'Show delivery times in the basket',
    author: diego,
    tag: '1.8.0',
    approver: mira,
  });
  release(project, '1.9.0', story.ago({ days: 9, hours: 10 }), {
    title: 'Remember filters between visits',
    author: elin,
    tag: '1.9.0',
    approver: tomas,
  });
  release(project, '1.9.1', story.ago({ days: 5, hours: 16 }), {
    title: 'Keep the basket when the session ends',
    author: diego,
    tag: 'latest',
    approver: tomas,
  });
  release(project, '1.10.0', story.ago({ days: 1, hours: 9 }), {
    title: 'Gift cards',
    author: elin,
    tag: '1.10.0',
    approver: mira,
  });
}

function release(
  project: Project,
  version: string,
  mergedAt: Date,
  {
    title,
    author,
    tag,
    approver,
  }: { title: string; author: Account; tag: string; approver: Account },
): void {
  const reviewer = author === elin ? diego : elin;
  const { landed } = merge(project, {
    title,
    author,
    mergedAt,
    mergedBy: author,
    reviews: [{ reviewer }],
    files: ['src/basket/Basket.tsx'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: author,
    runner: runners.dedicated,
    tags: ['latest'],
  });
  promote(project, built, {
    environment: 'staging',
    after: { minutes: 2 },
    naming: { tag },
  });
  const end = promote(project, built, {
    environment: 'production',
    after: { hours: 2 },
    naming: { tag },
    review: { asked: sre, by: approver },
  });
  finishRun(project, built.run, after(end, { seconds: 15 }));
}
