import type { RunStatus } from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { optionalText } from '../../fields';
import { untoldJob, untoldRun } from '../../untold';
import { artifactOf } from '../subject';
import { CdEventReader, contentReader } from './reader';

const outcomeSchema = z
  .enum(['success', 'failure', 'cancel', 'error'])
  .nullish()
  .catch(null);

const CONCLUSIONS = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  cancel: 'cancelled',
};

function conclusionOf(
  status: RunStatus,
  outcome: z.infer<typeof outcomeSchema>,
): string | null {
  return status === 'completed' && outcome ? CONCLUSIONS[outcome] : null;
}

/** An id is unique only among those of its source. */
function runId(source: string, id: string): string {
  return `${source}#${id}`;
}

const runSchema = z.object({
  pipelineName: optionalText,
  uri: optionalText,
  /** As it was called before version 0.5. */
  url: optionalText,
  outcome: outcomeSchema,
});

/** A pipeline's run, or a build, which the specification has apart from it. */
export function run(status: RunStatus): CdEventReader {
  return contentReader(runSchema, (content, event, time) => {
    const { source, id, timestamp = null } = event;
    const digest = artifactOf(event)?.digest;
    return [
      {
        ...untoldRun,
        kind: 'build-run',
        time,
        link: webLink(content.uri ?? content.url),
        run: runId(source, id),
        workflowName: content.pipelineName ?? null,
        status,
        conclusion: conclusionOf(status, content.outcome),
        startedAt: status === 'running' ? timestamp : null,
        finishedAt: status === 'completed' ? timestamp : null,
        digests: digest ? [digest] : [],
      },
    ];
  });
}

const taskSchema = z.object({
  taskName: optionalText,
  uri: optionalText,
  url: optionalText,
  outcome: outcomeSchema,
  pipelineRun: z
    .object({
      id: z.string().min(1),
      source: z.string().min(1).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

export function task(status: RunStatus): CdEventReader {
  return contentReader(taskSchema, (content, event, time) => {
    const { pipelineRun } = content;
    const { source, id, timestamp = null } = event;
    return [
      {
        ...untoldJob,
        kind: 'build-job',
        time,
        link: webLink(content.uri ?? content.url),
        run: runId(pipelineRun?.source ?? source, pipelineRun?.id ?? id),
        job: runId(source, id),
        name: content.taskName || id,
        status,
        conclusion: conclusionOf(status, content.outcome),
        startedAt: status === 'running' ? timestamp : null,
        finishedAt: status === 'completed' ? timestamp : null,
      },
    ];
  });
}
