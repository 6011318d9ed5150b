import type { ApprovalSeen } from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { optionalText } from '../../fields';
import { untoldTarget } from '../../untold';
import type { CdEvent } from '../cdEvent';
import {
  artifactOf,
  environmentOf,
  personOf,
  readArtifactId,
} from '../subject';
import { CdEventReader, contentReader } from './reader';

const contentSchema = z.object({
  approvalDetailsUrl: optionalText,
  resourceTargetUrl: optionalText,
  requestor: optionalText,
  responder: optionalText,
  decision: optionalText,
  status: optionalText,
  comment: optionalText,
});

type Content = z.infer<typeof contentSchema>;

/** What was decided, or why nothing was. */
type Decide = (
  content: Content,
) => ApprovalSeen['decision'] | { undecided: string };

function approval(decide: Decide): CdEventReader {
  return contentReader(contentSchema, (content, event, time) => {
    const decision = decide(content);
    if (typeof decision !== 'string') {
      return decision.undecided;
    }
    const environment =
      environmentOf(event) ?? lastSegment(content.resourceTargetUrl);
    if (!environment) {
      return 'subject.content.environment.id: missing, and customData.environment and the end of resourceTargetUrl name none either';
    }
    const link = webLink(content.approvalDetailsUrl);
    return [
      {
        ...untoldTarget,
        ...approved(event, content),
        kind: 'approval',
        time,
        link,
        environment,
        decision,
        channel: channelOf(link),
        approver: decision === 'requested' ? null : personOf(content.responder),
        requester: personOf(content.requestor),
        comment: content.comment || null,
      },
    ];
  });
}

function approved(event: CdEvent, { resourceTargetUrl }: Content) {
  return (
    artifactOf(event) ??
    (resourceTargetUrl?.startsWith('pkg:')
      ? readArtifactId(resourceTargetUrl)
      : undefined)
  );
}

/**
 * The specification gives an approval no environment, only the URL of what is
 * gated, as https://deployments.example.com/myapp/prod. Its end is taken when it
 * is a name; a number or an id of a run is none.
 */
function lastSegment(url: string | null | undefined): string | undefined {
  const link = webLink(url);
  const segment = link && new URL(link).pathname.split('/').pop();
  return segment && /^[a-z](?![0-9a-f-]{12,}$)[\w-]{0,40}$/i.test(segment)
    ? segment
    : undefined;
}

const CHAT =
  /(^|\.)(slack\.com|teams\.microsoft\.com|discord\.com|chat\.google\.com)$/;

function channelOf(link: string | undefined): ApprovalSeen['channel'] {
  return link && CHAT.test(new URL(link).hostname) ? 'chat' : 'ticket';
}

export const approvalCreated = approval(() => 'requested');

/** One person's decision, while the approval goes on. */
export const approvalUpdated = approval(({ decision }) => decisionOf(decision));

export const approvalClosed = approval(({ decision, status }) => {
  if (status === 'rejected') {
    return 'rejected';
  }
  return status === 'approved'
    ? decisionOf(decision)
    : {
        undecided:
          'subject.content.status: neither approved nor rejected, so nothing was decided',
      };
});

function decisionOf(decision: string | null | undefined): ReturnType<Decide> {
  switch (decision) {
    case 'approved':
      return 'approved';
    case 'rejected':
    case 'requestChanges':
      return 'rejected';
    default:
      return {
        undecided:
          'subject.content.decision: neither approved nor rejected, so nothing was decided',
      };
  }
}
