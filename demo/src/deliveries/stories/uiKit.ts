import { finishRun, RELEASE, runJob, runners, startRun } from '../pipeline';
import { people } from '../people';
import { Project } from '../project';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';

const { elin, diego } = people;

/**
 * A library: npm tells no digest by webhook, so that its changes and runs are
 * known and its releases wait for evidence.
 */
export function uiKit(story: Story): void {
  const project = new Project(story, {
    name: 'ui-kit',
    language: 'TypeScript',
    topics: ['design-system'],
    days: 480,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: true,
    dismissStale: true,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: ['build'],
    since: story.ago({ days: 100 }),
    by: elin,
  });
  const { landed } = merge(project, {
    title: 'A button for dangerous things',
    author: diego,
    mergedAt: story.ago({ days: 6, hours: 9 }),
    mergedBy: diego,
    reviews: [{ reviewer: elin }],
    files: ['src/Button.tsx'],
  });
  const run = startRun(project, {
    workflow: RELEASE,
    event: 'push',
    head: landed,
    actor: diego,
    at: after(landed.at, { minutes: 1 }),
  });
  const end = runJob(project, run, {
    name: 'publish',
    runner: runners.hosted,
    at: after(run.startedAt, { seconds: 20 }),
    takes: { minutes: 3 },
  });
  finishRun(project, run, after(end, { seconds: 10 }));
}
