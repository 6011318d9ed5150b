import { CONTENT_SECRET } from 'backstage-plugin-release-evidence-node/testUtils';

const repository = { full_name: 'acme/payments' };

/** One valid payload for each event, with the secret wherever there is text. */
export const VALID: Record<string, object> = {
  branch_protection_configuration: { action: 'enabled', repository },
  branch_protection_rule: {
    action: 'edited',
    rule: { id: 1, name: CONTENT_SECRET },
    changes: { name: { from: CONTENT_SECRET } },
    repository,
  },
  deployment: {
    deployment: { id: 1, sha: 'a', environment: CONTENT_SECRET },
    repository,
  },
  deployment_review: {
    action: 'approved',
    environment: CONTENT_SECRET,
    workflow_run: { id: 1 },
    repository,
  },
  deployment_status: {
    deployment: { id: 1, sha: 'a', environment: CONTENT_SECRET },
    deployment_status: { state: 'success' },
    repository,
  },
  package: {
    action: 'published',
    package: {
      name: 'payments',
      owner: { login: 'acme' },
      namespace: CONTENT_SECRET,
      package_version: { version: `sha256:${'c'.repeat(64)}` },
    },
  },
  pull_request: {
    pull_request: {
      number: 1,
      title: CONTENT_SECRET,
      state: 'open',
      head: { sha: 'a'.repeat(40) },
      base: { ref: 'main' },
    },
    repository,
  },
  pull_request_review: {
    action: 'submitted',
    review: {
      id: 1,
      state: 'approved',
      commit_id: 'a'.repeat(40),
      author_association: CONTENT_SECRET,
      user: { login: 'ada' },
    },
    pull_request: { number: 1 },
    repository,
  },
  push: {
    ref: 'refs/heads/main',
    commits: [{ id: 'a'.repeat(40), message: CONTENT_SECRET }],
    repository,
  },
  registry_package: {
    action: 'published',
    registry_package: {
      name: 'payments',
      owner: { login: 'acme' },
      namespace: CONTENT_SECRET,
      package_version: { version: `sha256:${'c'.repeat(64)}` },
    },
  },
  repository_ruleset: {
    action: 'edited',
    repository_ruleset: {
      id: 1,
      enforcement: 'active',
      conditions: {},
      rules: [{ type: CONTENT_SECRET, parameters: {} }],
    },
    changes: { rules: { added: [], deleted: [] } },
    repository,
  },
  workflow_job: {
    workflow_job: { id: 1, run_id: 1, name: CONTENT_SECRET },
    repository,
  },
  workflow_run: {
    workflow_run: { id: 1, name: CONTENT_SECRET, head_sha: 'a'.repeat(40) },
    repository,
  },
};
