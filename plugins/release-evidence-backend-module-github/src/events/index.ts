import type { EventReader } from '../eventReader';
import { branchProtectionRule, protectionSwitched } from './branchProtection';
import { deployment, deploymentStatus } from './deployment';
import { deploymentReview } from './deploymentReview';
import { packageEvent } from './package';
import { pullRequest } from './pullRequest';
import { pullRequestReview } from './pullRequestReview';
import { push } from './push';
import { repositoryRuleset } from './ruleset';
import { workflowJob } from './workflowJob';
import { workflowRun } from './workflowRun';

/** Every GitHub event that is read, by the name in `X-GitHub-Event`. */
export const readers: ReadonlyMap<string, EventReader> = new Map([
  ['branch_protection_configuration', protectionSwitched],
  ['branch_protection_rule', branchProtectionRule],
  ['deployment', deployment],
  ['deployment_review', deploymentReview],
  ['deployment_status', deploymentStatus],
  ['package', packageEvent],
  ['pull_request', pullRequest],
  ['pull_request_review', pullRequestReview],
  ['push', push],
  ['registry_package', packageEvent],
  ['repository_ruleset', repositoryRuleset],
  ['workflow_job', workflowJob],
  ['workflow_run', workflowRun],
]);
