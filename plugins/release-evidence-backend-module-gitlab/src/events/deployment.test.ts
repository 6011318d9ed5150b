import type { DeploymentSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  person,
  project,
  REPOSITORY,
  user,
  withField,
} from '../__testUtils__/payloads';
import { firstOf, observations, reasonFor } from '../__testUtils__/send';

const deployed = {
  object_kind: 'deployment',
  status: 'success',
  status_changed_at: '2026-10-01 12:00:00 +0200',
  deployment_id: 15,
  deployable_id: 796,
  deployable_url: 'https://gitlab.com/Acme/Shop/Payments/-/jobs/796',
  environment: 'production',
  environment_tier: 'production',
  project,
  short_sha: COMMIT.slice(0, 8),
  user: user('grace', 3),
  commit_url: `https://gitlab.com/Acme/Shop/Payments/-/commit/${COMMIT}`,
};

const read = (changes: object = {}) =>
  firstOf<DeploymentSeen>({ ...deployed, ...changes });

describe('deployment', () => {
  it('tells which commit went where, and by whom', () => {
    expect(observations(deployed)).toEqual([
      {
        kind: 'deployment',
        time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
        link: 'https://gitlab.com/Acme/Shop/Payments/-/jobs/796',
        deployment: `${REPOSITORY}#15`,
        environment: 'production',
        status: 'succeeded',
        repository: REPOSITORY,
        commit: COMMIT,
        artifact: null,
        digest: null,
        tag: null,
        run: null,
        by: person('grace'),
      },
    ]);
  });

  it.each([
    ['created', 'pending'],
    ['blocked', 'pending'],
    ['running', 'started'],
    ['success', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('knows the status %s', (status, expected) => {
    expect(read({ status }).status).toBe(expected);
  });

  it.each([
    [`https://gitlab.com/a/b/-/commit/${COMMIT.toUpperCase()}`, COMMIT],
    [`http://acme.test/a/b/commit/${COMMIT}/`, COMMIT],
    [`https://gitlab.com/a/b/-/commit/${COMMIT.slice(0, 8)}`, null],
    [`https://gitlab.com/a/b/-/tree/${COMMIT}`, null],
    [null, null],
  ])('finds the commit in %s: %s', (commit_url, commit) => {
    expect(read({ commit_url }).commit).toBe(commit);
  });

  it('leads to the commit when no job deployed it', () => {
    expect(read({ deployable_url: null }).link).toBe(deployed.commit_url);
  });

  it.each(
    brokenFields({
      status: ['skipped', 7],
      deployment_id: [true, ''],
      environment: ['', 7],
      project: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor(withField(deployed, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each(absentFields(['status_changed_at', 'commit_url', 'user']))(
    'does without %s (%s)',
    (path, _, value) => {
      expect(
        firstOf<DeploymentSeen>(withField(deployed, path, value)).environment,
      ).toBe('production');
    },
  );
});
