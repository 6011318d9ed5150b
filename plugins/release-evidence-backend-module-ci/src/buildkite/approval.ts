import {
  parseCommit,
  parseRepository,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { EventReader, eventReader } from '../eventReader';
import { optionalText, person } from '../fields';
import { untoldTarget } from '../untold';
import { buildSchema, pipelineSchema } from './build';

const blockSchema = z.object({
  name: optionalText,
  label: optionalText,
  step_key: optionalText,
  web_url: optionalText,
  unblocked_by: z
    .object({ name: optionalText, email: optionalText })
    .nullish()
    .catch(null),
  unblocked_at: optionalText,
});

/** Somebody unblocked a step, and with it whatever comes after. */
export function approval(gates: ReadonlyMap<string, string>): EventReader {
  return eventReader(
    z.object({
      job: blockSchema,
      build: buildSchema,
      pipeline: pipelineSchema,
    }),
    ({ job: block, build, pipeline }, timeOf) => {
      const environment = environmentOf(block, gates);
      if (!environment) {
        return 'job.step_key: it tells no environment; name it under gates in the configuration of the source';
      }
      return [
        {
          ...untoldTarget,
          kind: 'approval',
          time: timeOf(block.unblocked_at),
          link: webLink(block.web_url ?? build.web_url),
          environment,
          decision: 'approved',
          channel: 'forge',
          approver: person(block.unblocked_by),
          requester: person(build.creator),
          comment: null,
          repository: parseRepository(pipeline.repository) ?? null,
          commit: parseCommit(build.commit) ?? null,
          run: build.id,
        },
      ];
    },
  );
}

/**
 * A block step has no environment. The configuration says which step guards
 * which; else the key's last word (`approve-production`), else what the label
 * names after to, for or in (`Deploy to production`), is taken.
 */
function environmentOf(
  { name, label, step_key: key }: z.infer<typeof blockSchema>,
  gates: ReadonlyMap<string, string>,
): string | undefined {
  const title = label || name;
  return (
    gates.get(key ?? '') ??
    gates.get(title ?? '') ??
    /(?:^|[-_:])([a-z][a-z0-9]*)$/i.exec(key ?? '')?.[1] ??
    /\b(?:to|for|in) ([\w-]+)\W*$/i.exec(title ?? '')?.[1]
  );
}
