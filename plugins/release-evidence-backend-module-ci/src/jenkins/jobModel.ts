import {
  BuildRunSeen,
  parseCommit,
  parseRepository,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { optionalText, person } from '../fields';

/** What the cdevents-plugin tells of a run, beside the specification. */
const jobSchema = z.object({
  userId: optionalText,
  userName: optionalText,
  build: z.object({
    fullUrl: optionalText,
    parameters: z.looseObject({}).nullish().catch(null),
    scmState: z
      .object({
        url: optionalText,
        branch: optionalText,
        commit: optionalText,
      })
      .nullish()
      .catch(null),
  }),
});

/** A run with what its custom data adds: source, link, person, parameters. */
export function withJobModel(
  run: BuildRunSeen,
  customData: unknown,
): BuildRunSeen {
  const { data: job } = jobSchema.safeParse(customData);
  if (!job) {
    return run;
  }
  const { fullUrl, parameters, scmState } = job.build;
  const repository = parseRepository(scmState?.url) ?? null;
  const headBranch = scmState?.branch?.replace(/^origin\//, '') || null;
  return {
    ...run,
    link: webLink(fullUrl) ?? run.link,
    repository,
    head: parseCommit(scmState?.commit) ?? null,
    headBranch,
    headRepository: ownCode(repository, headBranch),
    actor: person({ name: job.userName || job.userId }),
    variables: Object.keys(parameters ?? {}).sort(),
  };
}

/** A multibranch job calls pull requests PR-<n>, and merges forks in there. */
function ownCode(
  repository: Repository | null,
  branch: string | null,
): Repository | null {
  return branch && /^PR-\d+/.test(branch) ? null : repository;
}
