import { sarif, Weakness } from '../documents/sarif';
import { finishRun, runners } from '../pipeline';
import { people, sre } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { olga, yuki, mira } = people;

const loggedAddress: Weakness = {
  rule: 'py/clear-text-logging-sensitive-data',
  text: 'A phone number is written to the log as it is.',
  level: 'error',
  score: '7.5',
  file: 'receipts/send.py',
  line: 41,
};

/**
 * Protected today, but the first release landed before the protection began.
 * Since then the source is analysed too, and something was found.
 */
export function notifications(story: Story): void {
  const project = new Project(story, {
    name: 'notifications',
    language: 'Python',
    topics: ['messaging'],
    days: 120,
  });
  release(project, '1.0.0', {
    title: 'Send receipts by e-mail',
    mergedAt: story.ago({ days: 15, hours: 13 }),
    reviewed: false,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: false,
    dismissStale: false,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: [],
    since: story.ago({ days: 11 }),
    by: olga,
  });
  release(project, '1.1.0', {
    title: 'Send receipts to phones too',
    mergedAt: story.ago({ days: 7, hours: 10 }),
    reviewed: true,
  });
}

function release(
  project: Project,
  version: string,
  {
    title,
    mergedAt,
    reviewed,
  }: { title: string; mergedAt: Date; reviewed: boolean },
): void {
  const { landed } = merge(project, {
    title,
    author: olga,
    mergedAt,
    mergedBy: olga,
    reviews: reviewed ? [{ reviewer: yuki }] : [],
    files: ['receipts/send.py'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: olga,
    runner: runners.hosted,
  });
  if (reviewed) {
    upload(project, built, [sarif([loggedAddress])]);
  }
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  for (const environment of ['staging', 'production']) {
    promote(project, built, {
      environment,
      after: environment === 'staging' ? { minutes: 12 } : { hours: 5 },
      by: olga,
      review: { asked: sre, by: mira },
    });
  }
}
