import {
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
} from '../src/__testUtils__/payloads';

export const SERVICES = ['payments', 'ledger', 'search', 'reports'];

export interface PlannedDelivery extends GithubEvent {
  id: string;
}

/** As many deliveries as asked for, ten a release, the same every time. */
export function planDeliveries(count: number): PlannedDelivery[] {
  return Array.from({ length: count / 10 }, (_, n) => tellRelease(n))
    .flat()
    .map((event, n) => ({ ...event, id: `delivery-${n}` }));
}

function tellRelease(n: number): GithubEvent[] {
  const repository = `acme/${SERVICES[n % SERVICES.length]}`;
  const day = Date.UTC(2026, 0, 1) + n * 600_000;
  const at = (minutes: number) =>
    new Date(day + minutes * 60_000).toISOString();
  const commit = sha(`c${n}`);
  const head = sha(`h${n}`);
  const run = 1000 + n;
  const deployment = {
    repository,
    id: 5000 + n,
    commit,
    environment: 'production',
    digest: digestOf(n),
  };
  return [
    push({
      repository,
      at: at(1),
      before: sha(`c${n - SERVICES.length}`),
      commits: [{ id: commit, author: 'ada' }],
    }),
    pullRequestMerged({
      repository,
      number: n,
      at: at(1),
      author: 'ada',
      head,
      mergeCommit: commit,
    }),
    review({
      repository,
      number: n,
      id: n,
      at: at(0),
      reviewer: 'grace',
      author: 'ada',
      commit: head,
    }),
    workflowRun({
      repository,
      id: run,
      head: commit,
      startedAt: at(2),
      at: at(2),
      status: 'in_progress',
    }),
    workflowJob({ repository, id: 9000 + n, run, head: commit, at: at(3) }),
    workflowRun({
      repository,
      id: run,
      head: commit,
      startedAt: at(2),
      at: at(4),
    }),
    containerPackage({
      repository,
      name: repository,
      digest: digestOf(n),
      tag: n % 3 ? `1.${n}` : 'latest',
      commit,
      at: at(3),
    }),
    deploymentReview({
      repository,
      run,
      head: commit,
      environment: 'production',
      approver: n % 5 ? 'mira' : 'ada',
      at: at(5),
    }),
    deploymentStatus({ ...deployment, state: 'in_progress', at: at(6) }),
    deploymentStatus({ ...deployment, state: 'success', at: at(7) }),
  ];
}
