import { cycloneDx } from '../documents/cyclonedx';
import { junit, Suites } from '../documents/junit';
import { sarif, Weakness } from '../documents/sarif';
import { Image } from '../image';
import { finishRun, runners } from '../pipeline';
import { Account, people, sre } from '../people';
import { Project } from '../project';
import { build, Built, promote } from '../release';
import { merge, protectMain } from '../source';
import { Story } from '../story';
import { after } from '../time';
import { upload } from '../uploads';

const { elin, diego, mira, tomas } = people;

const TESTS: Suites = {
  'src/basket/Basket.test.tsx': [
    'adds up what is in it',
    'keeps what was in it when the page is loaded again',
    'shows when it will be delivered',
  ],
  'src/filters/Filters.test.tsx': [
    'remembers what was chosen',
    'forgets it on demand',
  ],
};

const searchTerm: Weakness = {
  rule: 'js/xss-through-dom',
  text: 'Text of the page is read as HTML without escaping it.',
  level: 'warning',
  score: '6.1',
  file: 'src/filters/Filters.tsx',
  line: 88,
};

/**
 * Deployed by tag alone: whoever approved the run cannot know what the tag
 * will point at, and `latest` has moved with every release. The SBOM of 1.9.1 was
 * made of `latest` just before it moved: it names the digest of 1.9.0, and says
 * nothing about 1.9.1.
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
  const { image: former } = release(
    project,
    '1.9.0',
    story.ago({ days: 9, hours: 10 }),
    {
      title: 'Remember filters between visits',
      author: elin,
      tag: '1.9.0',
      approver: tomas,
      found: [searchTerm],
    },
  );
  release(project, '1.9.1', story.ago({ days: 5, hours: 16 }), {
    title: 'Keep the basket when the session ends',
    author: diego,
    tag: 'latest',
    approver: tomas,
    found: [searchTerm],
    sbomOf: former,
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
    found = [],
    sbomOf,
  }: {
    title: string;
    author: Account;
    tag: string;
    approver: Account;
    found?: Weakness[];
    sbomOf?: Image;
  },
): Built {
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
  upload(project, built, [junit(TESTS), sarif(found), cycloneDx(sbomOf)]);
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
  return built;
}
