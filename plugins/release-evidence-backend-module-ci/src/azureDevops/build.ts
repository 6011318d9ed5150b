import {
  parseCommit,
  parseInstant,
  Repository,
  Runner,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { id, optionalText } from '../fields';
import { untoldJob, untoldRun } from '../untold';
import {
  branchOf,
  conclusionOf,
  containersSchema,
  identitySchema,
  linkIn,
  linksSchema,
  personOf,
  repositoryAt,
  runId,
} from './payload';

const buildSchema = z.object({
  id,
  status: z.string(),
  result: optionalText,
  startTime: optionalText,
  finishTime: optionalText,
  url: optionalText,
  _links: linksSchema,
  reason: optionalText,
  sourceBranch: optionalText,
  sourceVersion: optionalText,
  /** The older form of both: `LG:<branch>:<commit>`. */
  sourceGetVersion: optionalText,
  repository: z.object({ url: optionalText }).nullish().catch(null),
  definition: z.object({ name: optionalText }).nullish().catch(null),
  triggerInfo: z.looseObject({}).nullish().catch(null),
  requestedFor: identitySchema,
  requests: z
    .array(z.object({ requestedFor: identitySchema }))
    .nullish()
    .catch(null),
  queue: z
    .object({
      name: optionalText,
      pool: z
        .object({ name: optionalText, isHosted: z.boolean().nullish() })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

type Build = z.infer<typeof buildSchema>;

export const buildComplete = eventReader(
  z.object({ resource: buildSchema, resourceContainers: containersSchema }),
  ({ resource: build, resourceContainers }, timeOf) => {
    const [, oldBranch, oldCommit] =
      /^\w+:(.*):(\w+)$/.exec(build.sourceGetVersion ?? '') ?? [];
    const repository = repositoryAt(build.repository?.url);
    const run = runId(resourceContainers, build.id);
    const head =
      parseCommit(build.sourceVersion) ?? parseCommit(oldCommit) ?? null;
    const name = build.definition?.name || null;
    const progress = {
      time: timeOf(build.finishTime),
      link: linkIn(build._links) ?? webLink(build.url),
      repository,
      run,
      head,
      status: 'completed' as const,
      conclusion: conclusionOf(build.result ?? build.status),
      startedAt: parseInstant(build.startTime) ?? null,
      finishedAt: parseInstant(build.finishTime) ?? null,
    };
    return [
      {
        ...untoldRun,
        ...progress,
        kind: 'build-run',
        workflowName: name,
        event: eventOf(build.reason),
        headBranch: branchOf(build.sourceBranch ?? oldBranch),
        headRepository: headRepository(build, repository),
        actor: personOf(
          build.requestedFor ?? build.requests?.[0]?.requestedFor ?? null,
        ),
      },
      ...runnersOf(build).map(runner => ({
        ...untoldJob,
        ...progress,
        kind: 'build-job' as const,
        job: `${run}/queue`,
        name: name ?? 'build',
        runner,
      })),
    ];
  },
);

/** The queue stands for the pool of all jobs that ask for no other. */
function runnersOf({ queue }: Build): Runner[] {
  const group = queue?.pool?.name || queue?.name;
  return group
    ? [
        {
          id: null,
          name: null,
          group,
          labels: [],
          hosted: queue?.pool?.isHosted ?? null,
          ephemeral: null,
        },
      ]
    : [];
}

const EVENTS = new Map([
  ['batchedci', 'push'],
  ['individualci', 'push'],
  ['pullrequest', 'pull_request'],
]);

function eventOf(reason: string | null | undefined): string | null {
  return reason ? EVENTS.get(reason.toLowerCase()) ?? reason : null;
}

/** A pipeline builds its own repository, but for pull requests of forks. */
function headRepository(
  { reason, triggerInfo }: Build,
  repository: Repository | null,
): Repository | null {
  return eventOf(reason) !== 'pull_request' ||
    String(triggerInfo?.['pr.isFork']).toLowerCase() === 'false'
    ? repository
    : null;
}
