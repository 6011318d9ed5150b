import { shortDigest } from './digest';
import type {
  ApprovalSeen,
  CheckSeen,
  DocumentKept,
  DeploymentSeen,
  Observation,
  RunStatus,
} from './observation';
import { personName } from './person';
import { isCosignSignature, predicateName } from './predicate';

/**
 * One plain sentence for an observation, for lists and timelines.
 *
 * @public
 */
export function summarize(observation: Observation): string {
  switch (observation.kind) {
    case 'artifact-pushed':
      return `${observation.name}${
        observation.tag ? `:${observation.tag}` : ''
      } was pushed as ${shortDigest(observation.digest)}`;
    case 'artifact-announced':
      return `${observation.name}:${observation.tag} was pushed, with a digest not told`;
    case 'artifact-deleted':
      return `${
        observation.tag ?? shortDigest(observation.digest ?? '')
      } was deleted from ${observation.name}`;
    case 'commits-pushed':
      return `${personName(observation.pusher)} ${
        observation.forced ? 'force-pushed' : 'pushed'
      } ${plural(observation.commits.length, 'commit')} to ${shortRef(
        observation.ref,
      )}`;
    case 'pull-request':
      return `Pull request ${observation.number} into ${observation.baseBranch} is ${observation.state}: ${observation.title}`;
    case 'review':
      return `${personName(observation.reviewer)} ${
        {
          approved: 'approved',
          'changes-requested': 'asked for changes in',
          commented: 'commented on',
          dismissed: 'lost a review of',
        }[observation.state]
      } pull request ${observation.number} at ${observation.commit.slice(
        0,
        8,
      )}`;
    case 'branch-rule': {
      const pattern = (observation.after ?? observation.before)?.includes.join(
        ', ',
      );
      const change = observation.after
        ? `${observation.before ? 'changed' : 'set'}`
        : 'removed';
      return `Protection of ${pattern ?? 'a branch'} was ${change}`;
    }
    case 'protection-switched':
      return `Branch protection of ${observation.repository} was switched ${
        observation.enabled ? 'on' : 'off'
      }`;
    case 'build-run':
      return `Run ${observation.run} of ${
        observation.workflowName ?? observation.workflowPath ?? 'a workflow'
      } ${ended(observation.status, observation.conclusion)}`;
    case 'build-job':
      return `Job ${observation.name} ${ended(
        observation.status,
        observation.conclusion,
      )}${
        observation.runner
          ? ` on ${
              observation.runner.group ?? observation.runner.name ?? 'a runner'
            }`
          : ''
      }`;
    case 'deployment':
      return describeDeployment(observation);
    case 'approval':
      return describeApproval(observation);
    case 'check':
      return describeCheck(observation);
    case 'document':
      return describeDocument(observation);
    default:
      return 'Evidence of a kind this version does not know';
  }
}

function describeDeployment(deployment: DeploymentSeen): string {
  const what = deployment.digest
    ? shortDigest(deployment.digest)
    : deployment.tag ?? deployment.commit?.slice(0, 8) ?? 'something unnamed';
  const verb = {
    pending: 'waits for deployment to',
    started: 'is being deployed to',
    succeeded: 'was deployed to',
    failed: 'failed to deploy to',
    'rolled-back': 'was rolled back in',
    inactive: 'no longer runs in',
  }[deployment.status];
  return `${what} ${verb} ${deployment.environment}`;
}

function describeApproval(approval: ApprovalSeen): string {
  const what = approval.digest
    ? shortDigest(approval.digest)
    : approval.tag ?? (approval.run && `run ${approval.run}`) ?? 'a deployment';
  return approval.decision === 'requested'
    ? `Approval of ${what} for ${approval.environment} was requested`
    : `${personName(approval.approver)} ${approval.decision} ${what} for ${
        approval.environment
      }`;
}

function ended(status: RunStatus, conclusion: string | null): string {
  if (status !== 'completed') {
    return status === 'waiting' ? 'is waiting' : 'is running';
  }
  return conclusion === 'success'
    ? 'succeeded'
    : `ended as ${conclusion ?? 'unknown'}`;
}

function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function describeCheck({
  name,
  tool,
  outcome,
  defects,
}: Pick<CheckSeen, 'name' | 'tool' | 'outcome' | 'defects'>): string {
  const by = tool && tool !== name ? ` of ${tool}` : '';
  const result =
    outcome === 'unknown' ? 'ended with a result not told' : outcome;
  const serious = defects
    ? ` with ${defects.critical} critical and ${defects.high} high defects`
    : '';
  return `${name}${by} ${result}${serious}`;
}

function describeDocument(observation: DocumentKept): string {
  const { content, format, via } = observation;
  const how = via === 'upload' ? 'was uploaded' : 'was found in the registry';
  switch (content.kind) {
    case 'sbom':
      return `${sbomName(content.format)} of ${plural(
        content.components,
        'component',
      )} ${how}`;
    case 'check':
      return describeCheck({
        ...content,
        name: content.name ?? `A ${content.check} report`,
      });
    case 'vex':
      return `A VEX document ${how}`;
    case 'statement':
      if (content.predicateType === null && content.signatures > 0) {
        return `A signature ${how}`;
      }
      return `${
        content.signatures > 0 ? 'A signed' : 'An unsigned'
      } statement (${predicateName(content.predicateType)}) ${how}`;
    case 'manifest':
      return `A manifest ${how}`;
    case 'log':
      return `A log of ${plural(content.lines, 'line')} ${how}`;
    default:
      return isCosignSignature(observation)
        ? `A signature of cosign ${how}`
        : `A document (${format}) ${how}`;
  }
}

function sbomName(format: 'spdx' | 'cyclonedx'): string {
  return format === 'spdx' ? 'An SPDX document' : 'A CycloneDX document';
}
