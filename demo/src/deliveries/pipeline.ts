import { Commit } from './github/commit';
import { registryPackagePublished } from './github/registryPackage';
import { RepositoryFacts } from './github/repository';
import {
  Job,
  Progress,
  Run,
  Runner,
  Workflow,
  workflowJobEvent,
  workflowRunEvent,
} from './github/workflow';
import { numberOf } from './ids';
import { Image } from './image';
import { Account, actionsBot } from './people';
import { Project } from './project';
import { pushEnvelope } from './registry/envelope';
import { after, Span } from './time';

export const RELEASE: Workflow = {
  name: 'release',
  path: '.github/workflows/release.yml',
};

export const DEPLOY: Workflow = {
  name: 'deploy',
  path: '.github/workflows/deploy.yml',
};

/** The machines on which Acme's jobs run. */
export const runners = {
  dedicated: {
    id: 41,
    name: 'release-builder-2',
    groupId: 7,
    group: 'release-builders',
    labels: ['self-hosted', 'linux', 'release'],
  },
  shared: {
    id: 12,
    name: 'shared-linux-4',
    groupId: 1,
    group: 'Default',
    labels: ['self-hosted', 'linux'],
  },
  hosted: {
    id: 1_000_327,
    name: 'GitHub Actions 1000327',
    groupId: 0,
    group: 'GitHub Actions',
    labels: ['ubuntu-24.04'],
  },
} satisfies Record<string, Runner>;

/** Starts a run; it ends with `finishRun`. */
export function startRun(
  project: Project,
  options: {
    workflow: Workflow;
    event: string;
    head: Commit;
    actor: Account;
    at: Date;
    branch?: string;
    headRepository?: RepositoryFacts;
  },
): Run {
  const number = project.next('run');
  const { actor, at } = options;
  const run: Run = {
    id: numberOf(`run ${project.name} ${number}`, 11),
    number,
    workflow: options.workflow,
    event: options.event,
    branch: options.branch ?? 'main',
    head: options.head,
    headRepository: options.headRepository ?? project.facts,
    actor,
    startedAt: at,
  };
  project.tell(
    'workflow_run',
    { at, by: actor },
    workflowRunEvent(project.facts, run, 'requested', {
      status: 'queued',
      conclusion: null,
      at,
    }),
  );
  return run;
}

export function finishRun(
  project: Project,
  run: Run,
  at: Date,
  conclusion: 'success' | 'failure' = 'success',
): void {
  project.tell(
    'workflow_run',
    { at, by: run.actor },
    workflowRunEvent(project.facts, run, 'completed', {
      status: 'completed',
      conclusion,
      at,
    }),
  );
}

/** Runs one job to its end and answers when that was. */
export function runJob(
  project: Project,
  run: Run,
  options: { name: string; runner: Runner; at: Date; takes: Span },
): Date {
  const { name, runner, at } = options;
  const end = after(at, options.takes);
  const job: Job = {
    run,
    name,
    runner,
    steps: ['Set up job', 'Run actions/checkout@v5', `Run ${name}`],
    startedAt: at,
  };
  const tell = (progress: Progress) =>
    project.tell(
      'workflow_job',
      { at: progress.at, by: run.actor },
      workflowJobEvent(project.facts, job, progress),
    );
  tell({ status: 'in_progress', conclusion: null, at });
  tell({ status: 'completed', conclusion: 'success', at: end });
  return end;
}

/** Pushes an image to Acme's registry and to GitHub's. */
export function publish(
  project: Project,
  image: Image,
  { at, tags }: { at: Date; tags: string[] },
): void {
  project.story.registry(
    pushEnvelope({ image, tags, actor: `ci-${project.name}`, at }),
    at,
  );
  const manifests = [
    ...image.platforms.map(platform => ({ part: platform, tag: '' })),
    { part: image, tag: tags[0] },
  ];
  manifests.forEach(({ part, tag }, index) => {
    const moment = after(at, { seconds: 20 + index });
    project.tell(
      'registry_package',
      { at: moment, by: actionsBot },
      registryPackagePublished(project.facts, part, {
        tag,
        author: actionsBot,
        at: moment,
        firstAt: project.facts.createdAt,
      }),
    );
  });
}
