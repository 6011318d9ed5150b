import { z } from 'zod';
import {
  artifactName,
  commit,
  digest,
  id,
  instant,
  name,
  tag,
  text,
  variableName,
  webAddress,
} from './fields';
import { person } from './person';
import { RUN_STATUS } from './runStatus';

/*
 * Our own events
 *
 * The schema is small, and what is malformed is refused: whoever writes a sender
 * is there to read the answer, which no other sender's author is. A field that
 * nobody knows is let through, so that senders may run ahead of the portal, but
 * not when it looks like a field that was meant (misspelling.ts). The same rules
 * stand in schema/generic-event.schema.json, for editors and other languages.
 */

const common = {
  id,
  time: instant,
  repository: artifactName.nullish(),
  digest: digest.nullish(),
  tag: tag.nullish(),
  commit: commit.nullish(),
};

const artifactEvent = z
  .object({ ...common, type: z.literal('artifact'), repository: artifactName })
  .refine(event => event.digest || event.tag, {
    path: ['digest'],
    error: 'missing; an artifact has a digest, or at least a tag',
  });

const buildEvent = z.object({
  ...common,
  type: z.literal('build'),
  run: z.object({
    id,
    url: webAddress.nullish(),
    workflow: name.nullish(),
    status: z.enum(Object.keys(RUN_STATUS) as [keyof typeof RUN_STATUS]),
    startedAt: instant.nullish(),
    finishedAt: instant.nullish(),
  }),
  runner: z
    .object({
      name: name.nullish(),
      group: name.nullish(),
      labels: z.array(name).nullish(),
      hosted: z.boolean().nullish(),
      ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  variables: z.array(variableName).nullish(),
});

const NAMES_NOTHING =
  'missing; name what it is about: a digest, a repository and a tag, or a commit';

type Target = Pick<
  z.infer<typeof buildEvent>,
  'digest' | 'repository' | 'tag' | 'commit'
>;

const namesSomething = (event: Target) =>
  Boolean(event.digest || (event.repository && event.tag) || event.commit);

const deploymentEvent = z
  .object({
    ...common,
    type: z.literal('deployment'),
    environment: name,
    status: z.enum(['started', 'succeeded', 'failed', 'rolled-back']),
    deployment: id.nullish(),
    by: person.nullish(),
    url: webAddress.nullish(),
  })
  .refine(namesSomething, { path: ['digest'], error: NAMES_NOTHING });

const approvalEvent = z
  .object({
    ...common,
    type: z.literal('approval'),
    environment: name,
    approver: person,
    decision: z.enum([
      'approved',
      'rejected',
      'requested',
      'approve',
      'reject',
    ]),
    channel: z.enum(['portal', 'forge', 'ticket', 'chat']),
    link: webAddress.nullish(),
    comment: text.nullish(),
  })
  .refine(namesSomething, { path: ['digest'], error: NAMES_NOTHING });

/** The schema of each type of event. */
export const EVENTS = {
  artifact: artifactEvent,
  build: buildEvent,
  deployment: deploymentEvent,
  approval: approvalEvent,
};

export type ArtifactEvent = z.infer<typeof artifactEvent>;
export type BuildEvent = z.infer<typeof buildEvent>;
export type DeploymentEvent = z.infer<typeof deploymentEvent>;
export type ApprovalEvent = z.infer<typeof approvalEvent>;
export type GenericEvent =
  | ArtifactEvent
  | BuildEvent
  | DeploymentEvent
  | ApprovalEvent;

export const typeSchema = z.object({
  type: z.enum(Object.keys(EVENTS) as [keyof typeof EVENTS]),
});
