import { vulnerabilities } from '../documents/packages';
import { trivy } from '../documents/trivy';
import { RepositoryFacts } from '../github/repository';
import { singleImage } from '../image';
import { finishRun, publish, runJob, runners, startRun } from '../pipeline';
import { people, sre, visitor } from '../people';
import { Project } from '../project';
import { build, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after, before } from '../time';
import { upload } from '../uploads';

const { yuki, olga, tomas } = people;

/**
 * The second release is an image that a stranger's pull request built: its
 * workflow runs on `pull_request_target`, with the repository's own secrets.
 * Only the first was scanned.
 */
export function mobileGateway(story: Story): void {
  const project = new Project(story, {
    name: 'mobile-gateway',
    language: 'TypeScript',
    topics: ['mobile', 'gateway'],
    days: 260,
  });
  protectMain(project, {
    reviews: 1,
    codeOwners: false,
    dismissStale: false,
    adminsIncluded: true,
    forcePushes: 'off',
    checks: [],
    since: story.ago({ days: 90 }),
    by: yuki,
  });
  ownRelease(project, story.ago({ days: 13, hours: 7 }));
  strangersRelease(project, story.ago({ days: 3, hours: 11 }));
}

function ownRelease(project: Project, mergedAt: Date): void {
  const { landed } = merge(project, {
    title: 'Compress answers to phones',
    author: yuki,
    mergedAt,
    mergedBy: yuki,
    reviews: [{ reviewer: olga }],
  });
  const built = build(project, {
    version: '0.7.0',
    commit: landed,
    actor: yuki,
    runner: runners.shared,
  });
  upload(project, built, [trivy], [vulnerabilities.axiosData]);
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  for (const environment of ['staging', 'production']) {
    promote(project, built, {
      environment,
      after: environment === 'staging' ? { minutes: 15 } : { hours: 3 },
      by: yuki,
      review: { asked: sre, by: tomas },
    });
  }
}

function strangersRelease(project: Project, mergedAt: Date): void {
  const fork: RepositoryFacts = {
    ...project.facts,
    owner: visitor,
    createdAt: before(mergedAt, { days: 1 }),
    fork: true,
  };
  const { landed, proposed } = merge(project, {
    title: 'Add a retry budget',
    author: visitor,
    mergedAt,
    mergedBy: yuki,
    reviews: [{ reviewer: yuki }],
    open: { hours: 5 },
    fork,
  });
  const image = singleImage(project.name, '0.8.0', proposed.sha);
  const run = startRun(project, {
    workflow: { name: 'preview', path: '.github/workflows/preview.yml' },
    event: 'pull_request_target',
    head: proposed,
    actor: visitor,
    branch: 'add-a-retry-budget',
    headRepository: fork,
    at: after(proposed.at, { minutes: 2 }),
  });
  const at = runJob(project, run, {
    name: 'build',
    runner: runners.shared,
    at: after(run.startedAt, { seconds: 30 }),
    takes: { minutes: 6 },
  });
  publish(project, image, {
    at: before(at, { minutes: 1 }),
    tags: [image.version],
  });
  finishRun(project, run, after(at, { seconds: 20 }));
  for (const environment of ['staging', 'production']) {
    promote(
      project,
      { commit: landed, image, run, at: mergedAt },
      {
        environment,
        after: environment === 'staging' ? { minutes: 10 } : { hours: 4 },
        by: yuki,
        review: { asked: sre, by: tomas },
      },
    );
  }
}
