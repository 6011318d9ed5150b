import { finishRun, runners } from '../pipeline';
import { people } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { addRuleset, merge } from '../source';
import { Story } from '../story';
import { after } from '../time';

const { kofi, ada } = people;

/** Still young: only in staging, under a ruleset that only looks on. */
export function featureFlags(story: Story): void {
  const project = new Project(story, {
    name: 'feature-flags',
    language: 'Go',
    topics: ['platform'],
    days: 40,
  });
  addRuleset(
    project,
    {
      name: 'Reviews before main',
      target: 'branch',
      reviews: 1,
      enforcement: 'evaluate',
      since: story.ago({ days: 38 }),
    },
    kofi,
  );
  release(project, '0.4.0', 'Flags by country', story.ago({ days: 11 }));
  release(project, '0.5.0', 'Flags by plan', story.ago({ days: 2, hours: 8 }));
}

function release(
  project: Project,
  version: string,
  title: string,
  mergedAt: Date,
): void {
  const { landed } = merge(project, {
    title,
    author: kofi,
    mergedAt,
    mergedBy: kofi,
    reviews: [{ reviewer: ada }],
    files: ['flags/rules.go'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: kofi,
    runner: runners.dedicated,
  });
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  promote(project, built, {
    environment: 'staging',
    after: { minutes: 5 },
    by: kofi,
  });
}
