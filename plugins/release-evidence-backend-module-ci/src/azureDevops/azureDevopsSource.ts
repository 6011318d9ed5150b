import {
  checkSharedToken,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import type { EventReader } from '../eventReader';
import { createEventSource } from '../eventSource';
import { optionalText } from '../fields';
import { approvalCompleted, approvalPending } from './approval';
import { buildComplete } from './build';
import { jobStateChanged, runStateChanged, stageStateChanged } from './run';

const configSchema = z.strictObject({
  type: z.literal('azure-devops'),
  token: z.string().min(1).optional(),
});

const readers = new Map<string, EventReader>([
  ['build.complete', buildComplete],
  ['ms.vss-pipelines.run-state-changed-event', runStateChanged],
  ['ms.vss-pipelines.stage-state-changed-event', stageStateChanged],
  ['ms.vss-pipelines.job-state-changed-event', jobStateChanged],
  ['ms.vss-pipelinechecks-events.approval-pending', approvalPending],
  ['ms.vss-pipelinechecks-events.approval-completed', approvalCompleted],
]);

const identitySchema = z
  .object({ eventType: z.string(), id: optionalText })
  .transform(({ eventType, id }) => ({
    type: eventType,
    key: id || undefined,
  }));

/**
 * Service hooks of Azure DevOps. They sign nothing; the password of basic
 * authentication is the token. The event's id is the same at every repeat, and
 * for every subscription that it is sent for.
 *
 * @public
 */
export const azureDevopsSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'azure-devops',
  configSchema,
  create: ({ token }) =>
    token
      ? createEventSource({
          authenticate: request => checkSharedToken(request, token),
          identity: identitySchema,
          readerOf: type => readers.get(type),
        })
      : { notServed: 'no token is configured' },
};
