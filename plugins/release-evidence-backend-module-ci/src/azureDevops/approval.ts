import type { ApprovalSeen } from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { optionalText } from '../fields';
import { untoldTarget } from '../untold';
import {
  buildOf,
  containersSchema,
  identitySchema,
  linkIn,
  personOf,
  repositoriesSchema,
  runId,
  runSchema,
  sourceOf,
} from './payload';

const stepSchema = z.object({
  assignedApprover: identitySchema,
  actualApprover: identitySchema,
  status: z.string(),
  comment: optionalText,
  initiatedOn: optionalText,
  lastModifiedOn: optionalText,
});

type Step = Partial<z.infer<typeof stepSchema>> & { status: string };

const schema = z.object({
  message: z
    .object({ text: optionalText, markdown: optionalText })
    .nullish()
    .catch(null),
  resource: z.object({
    approval: z.object({
      steps: z.array(stepSchema).nullish(),
      status: optionalText,
      createdOn: optionalText,
      lastModifiedOn: optionalText,
    }),
    resource: z
      .object({ name: optionalText, type: optionalText })
      .nullish()
      .catch(null),
    run: runSchema.partial({ state: true }).nullish().catch(null),
    repositories: repositoriesSchema,
  }),
  resourceContainers: containersSchema,
});

type Payload = z.infer<typeof schema>;

const NO_ENVIRONMENT =
  'resource.resource.name: missing, and message.text names no environment either; in the subscription, set the resource details and messages to send to All';

export const approvalPending = eventReader(schema, (payload, timeOf) => {
  const shared = sharedBy(payload);
  return shared
    ? [
        {
          ...shared,
          time: timeOf(payload.resource.approval.createdOn),
          decision: 'requested',
          approver: null,
          comment: null,
        },
      ]
    : NO_ENVIRONMENT;
});

/** Each approver has a step; steps that nobody needed any more decide nothing. */
export const approvalCompleted = eventReader(schema, (payload, timeOf) => {
  const shared = sharedBy(payload);
  if (!shared) {
    return NO_ENVIRONMENT;
  }
  const { approval } = payload.resource;
  const steps = approval.steps ?? [
    // Sent without details, an approval has its outcome and no approvers.
    { status: approval.status ?? '' },
  ];
  const decided = steps.flatMap((step: Step) => {
    const decision = decisionOf(step.status);
    return decision
      ? [
          {
            ...shared,
            time: timeOf(
              step.lastModifiedOn ??
                approval.lastModifiedOn ??
                step.initiatedOn,
            ),
            decision,
            approver: personOf(
              step.actualApprover ?? step.assignedApprover ?? null,
            ),
            comment: step.comment || null,
          },
        ]
      : [];
  });
  return decided.length > 0
    ? decided
    : 'resource.approval.steps: none is approved or rejected';
});

function decisionOf(status: string): 'approved' | 'rejected' | undefined {
  switch (status.toLowerCase()) {
    case 'approved':
      return 'approved';
    case 'rejected':
      return 'rejected';
    default:
      return undefined;
  }
}

/** What every observation of an approval says; nothing without environment. */
function sharedBy({ message, resource, resourceContainers }: Payload) {
  const environment =
    resource.resource?.name ||
    /\bto environment (.+?)\.?$/.exec(message?.text ?? '')?.[1];
  if (!environment) {
    return undefined;
  }
  const { run, repositories } = resource;
  const href = /https?:\/\/[^\s\])]+[?&]buildId=\d+/.exec(
    message?.markdown ?? '',
  )?.[0];
  const build = buildOf({
    id: run?.id,
    url: run?.url,
    _links: run?._links ?? { web: { href } },
  });
  const { repository, head } = sourceOf(run, repositories);
  return {
    ...untoldTarget,
    kind: 'approval' as const,
    link: linkIn(run?._links) ?? webLink(href),
    environment,
    channel: 'forge' as ApprovalSeen['channel'],
    requester: null,
    repository,
    commit: head,
    run: build ? runId(resourceContainers, build) : null,
  };
}
