import type { Runner } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { id, optionalText } from '../gitlabPayload';

export const runnerSchema = z.object({
  id: id.nullish(),
  description: optionalText,
  runner_type: z.string().nullish(),
  is_shared: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
});

/*
 * Which runners are dedicated?
 *
 * A policy lists groups of runners, and GitLab has none. What it calls a runner
 * is a configuration, though, which any number of machines can share, so it is
 * a group in all but name. Its description and its tags are free text: whoever
 * maintains a project can register a runner for it that bears any of them. Only
 * the id is GitLab's own, so a group is named by host and id.
 *
 * No field says that a runner is ephemeral.
 */

export function runnerOf(
  host: string,
  runner: z.infer<typeof runnerSchema> | null | undefined,
): Runner | null {
  if (!runner?.id && !runner?.description) {
    return null;
  }
  const hosted = isHosted(host, runner);
  return {
    id: runner.id ?? null,
    name: runner.description || null,
    group: runner.id && !hosted ? `${host}/runners/${runner.id}` : null,
    labels: [...(runner.tags ?? [])].sort(),
    hosted,
    ephemeral: null,
  };
}

const VENDOR_HOST = 'gitlab.com';

/**
 * Runners of a project or group are their owners'. Those of a whole instance
 * are run by who runs the instance, which is the vendor only on GitLab.com;
 * elsewhere, as on GitLab Dedicated, nothing tells.
 */
function isHosted(
  host: string,
  { runner_type: type, is_shared: shared }: z.infer<typeof runnerSchema>,
): boolean | null {
  const instanceWide = type ? type === 'instance_type' : shared;
  if (instanceWide === false) {
    return false;
  }
  return instanceWide && host === VENDOR_HOST ? true : null;
}
