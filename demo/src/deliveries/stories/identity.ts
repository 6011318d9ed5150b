import { cycloneDx } from '../documents/cyclonedx';
import { Tool } from '../documents/document';
import { trivy } from '../documents/trivy';
import { DEPLOY, finishRun, runners, startRun } from '../pipeline';
import { Account, people, sre } from '../people';
import { Project } from '../project';
import { build, Built, promote, Review } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { ada, kofi, mira, tomas } = people;

const PLATFORMS = ['linux/amd64', 'linux/arm64'];

/**
 * Images for two platforms under one index, and one run that takes each through
 * both environments. One release was rejected and fixed the next day; the
 * newest waits for production. The first release has an SBOM for each platform,
 * the rejected one for one of them only, and since then there is one that names
 * the index.
 */
export function identity(story: Story): void {
  const project = new Project(story, {
    name: 'identity',
    language: 'Go',
    topics: ['platform', 'login'],
    days: 640,
  });
  protectMain(project, {
    reviews: 2,
    codeOwners: true,
    dismissStale: true,
    adminsIncluded: false,
    forcePushes: 'off',
    checks: ['build', 'test'],
    since: story.ago({ days: 200 }),
    by: ada,
  });
  release(project, '3.0.0', story.ago({ days: 19, hours: 4 }), {
    title: 'Sign tokens with rotating keys',
    author: kofi,
    production: { asked: sre, by: mira },
    sboms: 'of both platforms',
  });
  release(project, '3.1.0', story.ago({ days: 9, hours: 6 }), {
    title: 'Longer sessions for phones',
    author: kofi,
    production: {
      asked: sre,
      by: tomas,
      outcome: 'rejected',
      comment: 'Thirty days is too long for a token that cannot be revoked.',
    },
    sboms: 'of one platform',
  });
  release(project, '3.1.1', story.ago({ days: 8, hours: 5 }), {
    title: 'Make long sessions revocable',
    author: ada,
    production: { asked: sre, by: tomas, comment: 'Now it can be revoked.' },
    sboms: 'of the index',
  });
  release(project, '3.2.0', story.ago({ hours: 20 }), {
    title: 'Passkeys',
    author: ada,
    production: { asked: sre, by: mira, outcome: 'waiting' },
    sboms: 'of the index',
  });
}

type Sboms = 'of the index' | 'of both platforms' | 'of one platform';

function sbomsOf({ image }: Built, which: Sboms): Tool[] {
  const { platforms } = image;
  switch (which) {
    case 'of the index':
      return [cycloneDx()];
    case 'of both platforms':
      return platforms.map(platform => cycloneDx(platform));
    default:
      return [cycloneDx(platforms[0])];
  }
}

function release(
  project: Project,
  version: string,
  mergedAt: Date,
  {
    title,
    author,
    production,
    sboms,
  }: { title: string; author: Account; production: Review; sboms: Sboms },
): void {
  const other = author === ada ? kofi : ada;
  const { landed } = merge(project, {
    title,
    author,
    mergedAt,
    mergedBy: other,
    reviews: [{ reviewer: other, association: 'OWNER' }, { reviewer: mira }],
    files: ['session/session.go', 'session/session_test.go'],
  });
  const built = build(project, {
    version,
    commit: landed,
    actor: other,
    runner: runners.dedicated,
    platforms: PLATFORMS,
  });
  upload(project, built, [trivy, ...sbomsOf(built, sboms)]);
  finishRun(project, built.run, after(built.at, { seconds: 20 }));
  const asked = { minutes: 25 };
  const run = startRun(project, {
    workflow: DEPLOY,
    event: 'workflow_dispatch',
    head: landed,
    actor: author,
    at: after(built.at, asked),
  });
  const underway = { ...built, run };
  promote(project, underway, {
    environment: 'staging',
    after: asked,
    review: { asked: [other] },
  });
  const end = promote(project, underway, {
    environment: 'production',
    after: { hours: 7 },
    review: production,
  });
  if (!production.outcome) {
    finishRun(project, run, after(end, { seconds: 15 }));
  }
}
