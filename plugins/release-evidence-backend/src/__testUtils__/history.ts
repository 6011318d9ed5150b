import fc from 'fast-check';
import {
  branchProtection,
  containerPackage,
  deploymentReview,
  deploymentStatus,
  digestOf,
  GithubEvent,
  pullRequestMerged,
  push,
  review,
  sha,
  workflowJob,
  workflowRun,
} from './payloads';
import { pushEvent } from './deliver';

/** A delivery of a made-up history. */
export type HistoryStep =
  | { source: 'github'; event: GithubEvent }
  | { source: 'registry'; events: ReturnType<typeof pushEvent>[] };

export const COMPONENTS = {
  'component:default/payments': {
    'github.com/project-slug': 'acme/payments',
    'release-evidence.io/artifacts':
      'ghcr.io/acme/payments,registry.acme.test/payments',
  },
  'component:default/ledger': { 'github.com/project-slug': 'acme/ledger' },
};

/** The choices that make one release of a history what it is. */
interface ReleaseChoices {
  service: 'payments' | 'ledger';
  commits: number;
  reviewer: string | null;
  touchesWorkflow: boolean;
  protection: 'none' | 'created' | 'edited' | 'deleted';
  run: 'none' | 'success' | 'failure';
  group: string;
  labelled: boolean;
  moving: boolean;
  index: boolean;
  staging: 'none' | 'digest' | 'commit' | 'tag';
  production: 'none' | 'digest' | 'commit' | 'tag';
  approver: string | null;
  rolledBack: boolean;
  sameCommitAsBefore: boolean;
}

const choices: fc.Arbitrary<ReleaseChoices> = fc.record({
  service: fc.constantFrom('payments', 'payments', 'ledger'),
  commits: fc.integer({ min: 1, max: 3 }),
  reviewer: fc.option(fc.constantFrom('grace', 'ada', 'tom')),
  touchesWorkflow: fc.boolean(),
  protection: fc.constantFrom('none', 'none', 'created', 'edited', 'deleted'),
  run: fc.constantFrom('none', 'success', 'success', 'failure'),
  group: fc.constantFrom('release-builders', 'Default'),
  labelled: fc.boolean(),
  moving: fc.boolean(),
  index: fc.boolean(),
  staging: fc.constantFrom('none', 'digest', 'commit', 'tag'),
  production: fc.constantFrom('none', 'digest', 'commit', 'tag'),
  approver: fc.option(fc.constantFrom('mira', 'ada')),
  rolledBack: fc.boolean(),
  sameCommitAsBefore: fc.boolean(),
});

/** Random histories of a small company, in the order in which they happened. */
export const history: fc.Arbitrary<HistoryStep[]> = fc
  .array(choices, { minLength: 1, maxLength: 5 })
  .map(tell);

function tell(releases: ReleaseChoices[]): HistoryStep[] {
  const heads: Record<string, string> = {};
  return releases.flatMap((release, index) => {
    const day = Date.UTC(2026, 7, 1) + index * 86_400_000;
    const at = (minutes: number) =>
      new Date(day + minutes * 60_000).toISOString();
    const service = release.service;
    const head = heads[service] ?? sha(`${service}-root`);
    const commit =
      release.sameCommitAsBefore && heads[service]
        ? head
        : sha(`${service}-${index}-${release.commits - 1}`);
    const before = head;
    heads[service] = commit;
    return [
      ...source(release, index, service, before, commit, at),
      ...build(release, index, service, commit, at),
      ...promotion(release, index, service, commit, at),
    ];
  });
}

type At = (minutes: number) => string;

const github = (event: GithubEvent): HistoryStep => ({
  source: 'github',
  event,
});

function source(
  release: ReleaseChoices,
  index: number,
  service: string,
  before: string,
  commit: string,
  at: At,
): HistoryStep[] {
  const repository = `acme/${service}`;
  const steps: HistoryStep[] = [];
  if (release.protection !== 'none') {
    steps.push(
      github(
        branchProtection({
          repository,
          at: at(1),
          createdAt: release.protection === 'created' ? at(1) : at(-2000),
          action: release.protection,
          codeOwners: release.touchesWorkflow,
          changes:
            release.protection === 'edited'
              ? {
                  require_code_owner_review: { from: !release.touchesWorkflow },
                }
              : undefined,
        }),
      ),
    );
  }
  if (before === commit) {
    return steps;
  }
  const author = index % 2 === 0 ? 'ada' : 'linus';
  const commits = Array.from({ length: release.commits }, (_, n) => ({
    id: n === release.commits - 1 ? commit : sha(`${service}-${index}-${n}`),
    author,
    files: release.touchesWorkflow
      ? ['.github/workflows/release.yml']
      : ['src/index.ts'],
  }));
  const branchHead = sha(`${service}-${index}-head`);
  if (release.reviewer) {
    steps.push(
      github(
        review({
          repository,
          number: index + 1,
          id: index * 10,
          at: at(5),
          reviewer: release.reviewer,
          author,
          commit: branchHead,
        }),
      ),
      github(
        pullRequestMerged({
          repository,
          number: index + 1,
          at: at(10),
          author,
          head: branchHead,
          mergeCommit: commit,
        }),
      ),
    );
  }
  return [...steps, github(push({ repository, at: at(10), before, commits }))];
}

function build(
  release: ReleaseChoices,
  index: number,
  service: string,
  commit: string,
  at: At,
): HistoryStep[] {
  const repository = `acme/${service}`;
  const digest = digestOf(`${service}-${index}`);
  const run = { repository, id: 100 + index, head: commit, startedAt: at(11) };
  const steps: HistoryStep[] = [];
  if (release.run !== 'none') {
    steps.push(
      github(workflowRun({ ...run, at: at(12), status: 'in_progress' })),
      github(
        workflowJob({
          repository,
          id: 1000 + index,
          run: run.id,
          head: commit,
          at: at(18),
          group: release.group,
        }),
      ),
      github(workflowRun({ ...run, at: at(20), conclusion: release.run })),
    );
  }
  const tags = [`1.${index}`, ...(release.moving ? ['latest'] : [])];
  if (service === 'payments') {
    const platform = digestOf(`${service}-${index}-arm64`);
    const timestamp = at(15);
    steps.push({
      source: 'registry',
      events: [
        ...(release.index
          ? [
              pushEvent({
                digest: platform,
                timestamp: at(14),
                id: `${service}-${index}-platform`,
              }),
            ]
          : []),
        ...tags.map(tag => {
          const event = pushEvent({
            digest,
            tag,
            timestamp,
            id: `${service}-${index}-${tag}`,
          });
          return release.index
            ? {
                ...event,
                target: {
                  ...event.target,
                  mediaType: 'application/vnd.oci.image.index.v1+json',
                  references: [{ digest: platform }],
                },
              }
            : event;
        }),
      ],
    });
  }
  if (release.labelled || service === 'ledger') {
    steps.push(
      ...tags.map(tag =>
        github(
          containerPackage({
            repository,
            name: repository,
            digest,
            tag,
            commit,
            at: at(16),
          }),
        ),
      ),
    );
  }
  return steps;
}

function promotion(
  release: ReleaseChoices,
  index: number,
  service: string,
  commit: string,
  at: At,
): HistoryStep[] {
  const repository = `acme/${service}`;
  const name = `registry.acme.test/${service}`;
  const run = 100 + index;
  const steps: HistoryStep[] = [];
  if (release.approver) {
    steps.push(
      github(
        deploymentReview({
          repository,
          run,
          head: commit,
          environment: 'production',
          approver: release.approver,
          at: at(40),
        }),
      ),
    );
  }
  const deploy = (
    environment: string,
    how: ReleaseChoices['staging'],
    minute: number,
  ) => {
    if (how === 'none') {
      return;
    }
    const base = {
      repository,
      id: 500 + index * 2 + (environment === 'prod' ? 1 : 0),
      commit: how === 'commit' ? commit : sha(`deployer-${index}`),
      environment,
      ...(how === 'digest' ? { digest: digestOf(`${service}-${index}`) } : {}),
      ...(how === 'tag' ? { image: `${name}:latest` } : {}),
    };
    steps.push(
      github(
        deploymentStatus({ ...base, state: 'in_progress', at: at(minute) }),
      ),
      github(
        deploymentStatus({ ...base, state: 'success', at: at(minute + 2) }),
      ),
    );
    if (release.rolledBack) {
      steps.push(
        github(
          deploymentStatus({ ...base, state: 'inactive', at: at(minute + 30) }),
        ),
      );
    }
  };
  deploy('staging', release.staging, 25);
  deploy('prod', release.production, 50);
  return steps;
}
