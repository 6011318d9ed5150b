import type { EventReader } from '../eventReader';
import { branchProtectionRule, protectionSwitched } from './branchProtection';
import { deployment, deploymentStatus } from './deployment';
import { deploymentReview } from './deploymentReview';
import { packageEvent } from './package';
import { pullRequest, pullRequestReview } from './pullRequest';
import { push } from './push';
import { repositoryRuleset } from './ruleset';
import { workflowJob, workflowRun } from './workflow';

/** Every GitHub event that is read, by the name in `X-GitHub-Event`. */
export const readers: Record<string, EventReader | undefined> = {
  branch_protection_configuration: protectionSwitched,
  branch_protection_rule: branchProtectionRule,
  deployment,
  deployment_review: deploymentReview,
  deployment_status: deploymentStatus,
  package: packageEvent,
  pull_request: pullRequest,
  pull_request_review: pullRequestReview,
  push,
  registry_package: packageEvent,
  repository_ruleset: repositoryRuleset,
  workflow_job: workflowJob,
  workflow_run: workflowRun,
};
