import {
  parseCommit,
  parseInstant,
  parseRepository,
  Runner,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { id, optionalText } from '../fields';
import { untoldJob } from '../untold';
import { buildSchema, pipelineSchema, progressOf } from './build';

const labels = z.array(z.string()).nullish().catch(null);

const agentSchema = z
  .object({
    id: optionalText,
    name: optionalText,
    hostname: optionalText,
    meta_data: labels,
  })
  .nullish()
  .catch(null);

const jobSchema = z.object({
  id,
  name: optionalText,
  step_key: optionalText,
  state: z.string(),
  web_url: optionalText,
  created_at: optionalText,
  started_at: optionalText,
  finished_at: optionalText,
  agent: agentSchema,
  agent_query_rules: labels,
});

export const job = eventReader(
  z.object({ job: jobSchema, build: buildSchema, pipeline: pipelineSchema }),
  ({ job: given, build, pipeline }, timeOf) => {
    const { status, conclusion } = progressOf(given);
    return [
      {
        ...untoldJob,
        kind: 'build-job',
        time: timeOf(given.finished_at ?? given.started_at ?? given.created_at),
        link: webLink(given.web_url),
        repository: parseRepository(pipeline.repository) ?? null,
        run: build.id,
        job: given.id,
        name: given.name || given.step_key || given.id,
        status,
        conclusion,
        head: parseCommit(build.commit) ?? null,
        runner: runnerOf(given),
        startedAt: parseInstant(given.started_at) ?? null,
        finishedAt: parseInstant(given.finished_at) ?? null,
      },
    ];
  },
);

/**
 * The queue is the group: agents are separated from each other by it. It is
 * what the agent is in, not what the job asked for. No field says that an agent
 * is run by Buildkite, or is thrown away after a job.
 */
function runnerOf({ agent }: z.infer<typeof jobSchema>): Runner | null {
  if (!agent?.name && !agent?.id) {
    return null;
  }
  const tags = [...(agent.meta_data ?? [])].sort();
  const queue = tags.find(tag => tag.startsWith('queue='));
  return {
    id: agent.id || null,
    name: agent.name || agent.hostname || null,
    group: queue?.slice('queue='.length) || null,
    labels: tags,
    hosted: null,
    ephemeral: null,
  };
}
