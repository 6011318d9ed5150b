import {
  Digest,
  parseArtifactReference,
  parseCommit,
  parseDigest,
  parseInstant,
  parseRepository,
  Repository,
  RunStatus,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { id, optionalText, person } from '../fields';
import { untoldRun } from '../untold';

const personSchema = z
  .object({ name: optionalText, email: optionalText })
  .nullish()
  .catch(null);

export const buildSchema = z.object({
  id,
  web_url: optionalText,
  state: z.string(),
  blocked: z.boolean().nullish().catch(null),
  commit: optionalText,
  branch: optionalText,
  source: optionalText,
  creator: personSchema,
  created_at: optionalText,
  started_at: optionalText,
  finished_at: optionalText,
  meta_data: z.looseObject({}).nullish().catch(null),
  pull_request: z.object({ repository: optionalText }).nullish().catch(null),
});

export type Build = z.infer<typeof buildSchema>;

export const pipelineSchema = z.object({
  name: optionalText,
  slug: optionalText,
  repository: optionalText,
});

export const build = eventReader(
  z.object({ build: buildSchema, pipeline: pipelineSchema }),
  ({ build: given, pipeline }, timeOf) => {
    const repository = parseRepository(pipeline.repository) ?? null;
    const { status, conclusion } = progressOf(given);
    const finishedAt = parseInstant(given.finished_at) ?? null;
    return [
      {
        ...untoldRun,
        kind: 'build-run',
        time: timeOf(given.finished_at ?? given.started_at ?? given.created_at),
        link: webLink(given.web_url),
        repository,
        run: given.id,
        workflowName: pipeline.name || pipeline.slug || null,
        event: given.pull_request ? 'pull_request' : given.source || null,
        status,
        conclusion,
        head: parseCommit(given.commit) ?? null,
        headBranch: given.branch || null,
        headRepository: headRepository(given, repository),
        startedAt: parseInstant(given.started_at) ?? null,
        finishedAt: status === 'completed' ? finishedAt : null,
        actor: person(given.creator),
        digests: digestsIn(given.meta_data ?? {}),
      },
    ];
  },
);

/** A pipeline builds its own repository, but for pull requests of forks. */
function headRepository(
  { pull_request: pullRequest }: Build,
  repository: Repository | null,
): Repository | null {
  return pullRequest
    ? parseRepository(pullRequest.repository) ?? null
    : repository;
}

const CONCLUSIONS = new Map([
  ['passed', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'skipped'],
  ['not_run', 'skipped'],
  ['timed_out', 'timed_out'],
  ['broken', 'skipped'],
  ['expired', 'failure'],
]);

const RUNNING = ['running', 'failing', 'canceling', 'timing_out', 'started'];

/** Buildkite calls a build finished while it waits at a block step. */
export function progressOf(given: {
  state: string;
  blocked?: boolean | null;
}): { status: RunStatus; conclusion: string | null } {
  const conclusion = CONCLUSIONS.get(given.state);
  if (conclusion && !given.blocked) {
    return { status: 'completed', conclusion };
  }
  return {
    status: RUNNING.includes(given.state) ? 'running' : 'waiting',
    conclusion: null,
  };
}

/** The meta-data by which a build says what it made. */
const DIGEST_KEYS = ['digest', 'image-digest', 'release-evidence:digest'];

function digestsIn(metaData: Record<string, unknown>): Digest[] {
  return DIGEST_KEYS.flatMap(key => String(metaData[key] ?? '').split(/[\s,]+/))
    .map(word => parseDigest(word) ?? parseArtifactReference(word)?.digest)
    .filter(digest => typeof digest === 'string')
    .filter((digest, index, all) => all.indexOf(digest) === index);
}
