import {
  Observation,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader, TimeOf } from '../eventReader';
import { id, optionalText } from '../fields';
import { untoldJob, untoldRun } from '../untold';
import {
  buildOf,
  conclusionOf,
  containersSchema,
  linkIn,
  linksSchema,
  repositoriesSchema,
  runId,
  runSchema,
  sourceOf,
  statusOf,
} from './payload';

const NO_RUN = 'resource.run.id: missing';

const around = z.object({
  run: runSchema,
  repositories: repositoriesSchema,
});

const envelopeSchema = z.object({
  resource: around,
  resourceContainers: containersSchema,
  createdDate: optionalText,
});

export const runStateChanged = eventReader(
  envelopeSchema,
  ({ resource, resourceContainers, createdDate }, timeOf) => {
    const { run, repositories } = resource;
    const build = buildOf(run);
    if (!build) {
      return NO_RUN;
    }
    const status = statusOf(run.state);
    const completed = status === 'completed';
    const { repository, head, branch } = sourceOf(run, repositories);
    return [
      {
        ...untoldRun,
        kind: 'build-run',
        time: timeOf(completed ? run.finishedDate : createdDate),
        link: linkIn(run._links),
        repository,
        run: runId(resourceContainers, build),
        workflowName: run.pipeline?.name || null,
        status,
        conclusion: completed ? conclusionOf(run.result) : null,
        head,
        headBranch: branch,
        startedAt: parseInstant(run.createdDate) ?? null,
        finishedAt: completed ? parseInstant(run.finishedDate) ?? null : null,
      },
    ];
  },
);

const partSchema = z.object({
  id,
  name: z.string(),
  displayName: optionalText,
  state: z.string(),
  result: optionalText,
  startTime: optionalText,
  finishTime: optionalText,
  _links: linksSchema,
});

/** A stage or a job of a run. Neither event tells the agent or its pool. */
function seen(
  part: z.infer<typeof partSchema>,
  envelope: z.infer<typeof envelopeSchema>,
  timeOf: TimeOf,
): Observation[] | string {
  const { run, repositories } = envelope.resource;
  const build = buildOf(run);
  if (!build) {
    return NO_RUN;
  }
  const status = statusOf(part.state);
  const { repository, head } = sourceOf(run, repositories);
  return [
    {
      ...untoldJob,
      kind: 'build-job',
      time: timeOf(part.finishTime ?? envelope.createdDate),
      link: linkIn(part._links),
      repository,
      run: runId(envelope.resourceContainers, build),
      job: part.id,
      name: part.displayName || part.name,
      status,
      conclusion: status === 'completed' ? conclusionOf(part.result) : null,
      head,
      startedAt: parseInstant(part.startTime) ?? null,
      finishedAt: parseInstant(part.finishTime) ?? null,
    },
  ];
}

export const stageStateChanged = eventReader(
  envelopeSchema.extend({ resource: around.extend({ stage: partSchema }) }),
  (payload, timeOf) => seen(payload.resource.stage, payload, timeOf),
);

export const jobStateChanged = eventReader(
  envelopeSchema.extend({ resource: around.extend({ job: partSchema }) }),
  (payload, timeOf) => seen(payload.resource.job, payload, timeOf),
);
