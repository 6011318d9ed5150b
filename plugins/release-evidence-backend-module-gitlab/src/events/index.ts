import type { EventReader } from '../eventReader';
import { projectSchema } from '../gitlabPayload';
import { deployment } from './deployment';
import { job } from './job';
import { mergeRequest } from './mergeRequest';
import { pipeline } from './pipeline';
import { push } from './push';
import { release } from './release';

/**
 * Every GitLab event that is read, by its `object_kind`.
 *
 * @param host - where the projects are, whatever host the events name
 */
export function readersFor(
  host: string | undefined,
): ReadonlyMap<string, EventReader> {
  const project = projectSchema(host);
  return new Map([
    ['build', job(project)],
    ['deployment', deployment(project)],
    ['merge_request', mergeRequest(project)],
    ['pipeline', pipeline(project)],
    ['push', push(project)],
    ['release', release],
    ['tag_push', push(project)],
  ]);
}
