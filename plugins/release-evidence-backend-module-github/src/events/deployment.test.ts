import type { DeploymentSeen } from 'backstage-plugin-release-evidence-common';
import {
  absentFields,
  brokenFields,
  COMMIT,
  DIGEST,
  OTHER_DIGEST,
  person,
  repository,
  SHORT_DIGEST,
  user,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const created = {
  action: 'created',
  deployment: {
    id: 9,
    sha: COMMIT,
    ref: 'main',
    environment: 'production',
    payload: { digest: DIGEST } as unknown,
    created_at: '2026-10-01T10:00:00Z',
    creator: user('ada'),
  },
  workflow_run: { id: 17 },
  repository,
};

const status = {
  ...created,
  deployment_status: {
    state: 'success',
    environment: 'Production',
    created_at: '2026-10-01T10:05:00Z',
    target_url: 'https://github.com/Acme/Payments/actions/runs/17',
    creator: user('grace'),
  },
};

const readCreated = (payload: object) =>
  observeOne<DeploymentSeen>('deployment', payload);

const readStatus = (payload: object) =>
  observeOne<DeploymentSeen>('deployment_status', payload);

const artifactOf = (payload: unknown) => {
  const { artifact, digest, tag } = readCreated(
    withField(created, 'deployment.payload', payload),
  );
  return { artifact, digest, tag };
};

describe('deployment', () => {
  it('tells what is to be deployed where, and by whom', () => {
    expect(readCreated(created)).toEqual({
      kind: 'deployment',
      time: { at: '2026-10-01T10:00:00.000Z', basis: 'event' },
      deployment: 'github.com/acme/payments#9',
      environment: 'production',
      status: 'pending',
      repository: 'github.com/acme/payments',
      commit: COMMIT,
      artifact: null,
      digest: DIGEST,
      tag: null,
      run: '17',
      by: person('ada'),
    });
  });

  it.each(
    brokenFields({
      deployment: [7],
      'deployment.id': [true],
      'deployment.sha': [7],
      'deployment.environment': ['', 7],
      repository: [7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    expect(reasonFor('deployment', withField(created, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
    expect(
      reasonFor('deployment_status', withField(status, path, value)),
    ).toMatch(new RegExp(`^${path}: `));
  });

  it.each(
    absentFields([
      'deployment.ref',
      'deployment.payload',
      'deployment.created_at',
      'deployment.creator',
      'workflow_run',
    ]),
  )('does without %s (%s)', (path, _, value) => {
    expect(readCreated(withField(created, path, value)).deployment).toBe(
      'github.com/acme/payments#9',
    );
  });

  it('of something that is no full commit names none', () => {
    expect(
      readCreated(withField(created, 'deployment.sha', 'v1.2')).commit,
    ).toBeNull();
  });
});

describe('the payload of a deployment', () => {
  const NAME = 'ghcr.io/acme/payments';
  const nothing = { artifact: null, digest: null, tag: null };

  it.each([
    ['a digest', { digest: DIGEST }, { ...nothing, digest: DIGEST }],
    [
      'a digest of the image',
      { image_digest: DIGEST },
      { ...nothing, digest: DIGEST },
    ],
    [
      'an image by digest',
      { image: `${NAME}@${DIGEST}` },
      { artifact: NAME, digest: DIGEST, tag: null },
    ],
    [
      'an image by tag and digest',
      { image: `ghcr.io/Acme/Payments:1.4.2@${DIGEST}` },
      { artifact: NAME, digest: DIGEST, tag: '1.4.2' },
    ],
    [
      'an image by tag',
      { image: `${NAME}:1.4.2` },
      { artifact: NAME, digest: null, tag: '1.4.2' },
    ],
    [
      'an artifact by tag',
      { artifact: `${NAME}:1.4.2` },
      { artifact: NAME, digest: null, tag: '1.4.2' },
    ],
    [
      'an image and its tag',
      { image: NAME, tag: '1.4.2' },
      { artifact: NAME, digest: null, tag: '1.4.2' },
    ],
    [
      'an image and its tag by another name',
      { image: NAME, image_tag: '1.4.2' },
      { artifact: NAME, digest: null, tag: '1.4.2' },
    ],
    [
      'an image with a port',
      { image: 'registry.acme.test:5000/payments:1' },
      { artifact: 'registry.acme.test:5000/payments', digest: null, tag: '1' },
    ],
    [
      'the same digest twice',
      { digest: DIGEST, image: `${NAME}@${DIGEST}` },
      { artifact: NAME, digest: DIGEST, tag: null },
    ],
    [
      'JSON as text',
      JSON.stringify({ digest: DIGEST }),
      { ...nothing, digest: DIGEST },
    ],
    [
      'a reference as text',
      `${NAME}@${DIGEST}`,
      { artifact: NAME, digest: DIGEST, tag: null },
    ],
  ])('may hold %s', (_, payload, expected) => {
    expect(artifactOf(payload)).toEqual(expected);
  });

  it.each([
    ['nothing', {}],
    ['an empty text', ''],
    ['other text', 'deploy it!'],
    ['JSON that is no object', '[1]'],
    ['JSON that is text', '"text"'],
    ['a list', [{ digest: DIGEST }]],
    ['a number', 7],
    ['a digest of 40 digits', { digest: SHORT_DIGEST }],
    [
      'an image with a digest of 40 digits',
      { image: `${NAME}@${SHORT_DIGEST}` },
    ],
    ['fields of other types', { digest: 7, image: [NAME], tag: { name: '1' } }],
    [
      'two digests that differ',
      { digest: DIGEST, image: `${NAME}:1@${OTHER_DIGEST}` },
    ],
    [
      'two digests that differ, by name',
      { digest: DIGEST, image_digest: OTHER_DIGEST, tag: '1' },
    ],
  ])('names nothing when it holds %s', (_, payload) => {
    expect(artifactOf(payload)).toEqual(nothing);
  });
});

describe('deployment_status', () => {
  it('tells how a deployment went', () => {
    expect(readStatus(status)).toEqual({
      ...readCreated(created),
      time: { at: '2026-10-01T10:05:00.000Z', basis: 'event' },
      link: 'https://github.com/Acme/Payments/actions/runs/17',
      environment: 'Production',
      status: 'succeeded',
    });
  });

  it.each([
    ['error', 'failed'],
    ['failure', 'failed'],
    ['in_progress', 'started'],
    ['inactive', 'inactive'],
    ['pending', 'pending'],
    ['queued', 'pending'],
    ['waiting', 'pending'],
    ['success', 'succeeded'],
  ])('knows the state %s', (state, expected) => {
    expect(
      readStatus(withField(status, 'deployment_status.state', state)).status,
    ).toBe(expected);
  });

  it.each(
    brokenFields({
      deployment_status: [7],
      'deployment_status.state': ['done', 'constructor', 7],
    }),
  )('says which field is wrong: %s %s', (path, _, value) => {
    const reason = reasonFor(
      'deployment_status',
      withField(status, path, value),
    );
    expect(reason).toMatch(new RegExp(`^${path}: `));
    expect(reason).not.toContain('done');
  });

  it.each(
    absentFields(
      ['environment', 'created_at', 'target_url', 'creator'].map(
        field => `deployment_status.${field}`,
      ),
    ),
  )('does without %s (%s)', (path, _, value) => {
    expect(readStatus(withField(status, path, value)).status).toBe('succeeded');
  });

  it('falls back on the environment of the deployment', () => {
    expect(
      readStatus(withField(status, 'deployment_status.environment', ''))
        .environment,
    ).toBe('production');
  });

  it('names who reports when nobody is known to have deployed', () => {
    expect(
      readStatus(withField(status, 'deployment.creator', null)).by,
    ).toEqual(person('grace'));
  });

  it('offers no link that runs in a browser', () => {
    expect(
      readStatus(
        withField(
          status,
          'deployment_status.target_url',
          // eslint-disable-next-line no-script-url
          'javascript:alert(1)',
        ),
      ).link,
    ).toBeUndefined();
  });
});
