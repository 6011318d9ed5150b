import { CONTENT_SECRET } from 'backstage-plugin-release-evidence-node/testUtils';
import { project } from './payloads';

const runner = { id: 1, description: CONTENT_SECRET, tags: [CONTENT_SECRET] };

/** One valid payload for each event, with the secret wherever there is text. */
export const VALID: Record<string, object> = {
  build: {
    object_kind: 'build',
    pipeline_id: 1,
    build_id: 1,
    build_name: CONTENT_SECRET,
    build_status: CONTENT_SECRET,
    sha: CONTENT_SECRET,
    runner,
    project,
  },
  deployment: {
    object_kind: 'deployment',
    deployment_id: 1,
    status: 'success',
    environment: CONTENT_SECRET,
    commit_url: CONTENT_SECRET,
    project,
  },
  merge_request: {
    object_kind: 'merge_request',
    object_attributes: {
      iid: 1,
      title: CONTENT_SECRET,
      state: 'merged',
      action: 'approved',
      author_id: 1,
      target_branch: CONTENT_SECRET,
      last_commit: { id: 'a'.repeat(40) },
      source: project,
    },
    user: { id: 1, username: 'ada', name: CONTENT_SECRET },
    reviewers: [{ id: 2, username: 'bob', state: 'requested_changes' }],
    project,
  },
  pipeline: {
    object_kind: 'pipeline',
    object_attributes: {
      id: 1,
      sha: 'a'.repeat(40),
      source: 'push',
      status: CONTENT_SECRET,
      variables: [{ key: 'NAME', value: CONTENT_SECRET }],
    },
    merge_request: { source_project_id: 1, target_project_id: 1 },
    user: { username: 'ada' },
    builds: [{ id: 1, name: CONTENT_SECRET, status: 'running', runner }],
    project,
  },
  push: {
    object_kind: 'push',
    ref: 'refs/heads/main',
    commits: [{ id: 'a'.repeat(40), message: CONTENT_SECRET, added: ['f'] }],
    project,
  },
  tag_push: { object_kind: 'tag_push', ref: 'refs/tags/v1', project },
};
