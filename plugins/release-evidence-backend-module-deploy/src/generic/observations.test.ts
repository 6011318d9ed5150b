import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { commitOf, digestOf, read } from '../__testUtils__/deliveries';
import { EVENTS } from '../__testUtils__/genericEvents';
import { genericSourceType } from './genericSource';

const source = servedSource(genericSourceType, { secret: 's' });

const time = { at: '2026-10-01T10:00:00.000Z', basis: 'event' };
const commit = commitOf('c');
const repository = 'github.com/acme/payments';

describe('an artifact', () => {
  const pushed = {
    kind: 'artifact-pushed',
    time,
    name: 'registry.acme.test:5000/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    mediaType: null,
    platforms: [],
    revision: commit,
    sourceRepository: repository,
    actor: null,
  };

  it('was pushed, and built from a commit', () => {
    expect(read(source, EVENTS.artifact)).toEqual([pushed]);
  });

  it('may be known by its digest alone', () => {
    const { tag: _tag, commit: _commit, ...alone } = EVENTS.artifact;
    expect(read(source, alone)).toEqual([
      { ...pushed, tag: null, revision: null, sourceRepository: null },
    ]);
  });

  it('without a digest is only announced', () => {
    const { digest: _, ...announced } = EVENTS.artifact;
    expect(read(source, announced)).toEqual([
      {
        kind: 'artifact-announced',
        time,
        name: 'registry.acme.test:5000/acme/payments',
        tag: '1.4.2',
        actor: null,
      },
    ]);
  });

  it('may be a package', () => {
    const body = { ...EVENTS.artifact, repository: 'pkg:npm/%40acme/payments' };
    expect(read(source, body)).toMatchObject([
      { name: 'pkg:npm/%40acme/payments' },
    ]);
  });
});

describe('a deployment', () => {
  const deployment = {
    kind: 'deployment',
    time,
    link: 'https://deploy.acme.test/42',
    deployment: 'release-42',
    environment: 'production',
    status: 'succeeded',
    repository,
    commit,
    artifact: 'ghcr.io/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    run: null,
    by: { account: 'github.com/priya', name: null, email: null },
  };

  it('reports on what went where', () => {
    expect(read(source, EVENTS.deployment)).toEqual([deployment]);
  });

  it('is one of its own unless it says which it belongs to', () => {
    const { deployment: _, ...body } = EVENTS.deployment;
    expect(read(source, body)).toEqual([
      { ...deployment, deployment: 'deployment-1' },
    ]);
  });

  it.each(['started', 'succeeded', 'failed', 'rolled-back'])(
    'may have %s',
    status => {
      expect(read(source, { ...EVENTS.deployment, status })).toEqual([
        { ...deployment, status },
      ]);
    },
  );

  it.each([
    ['a commit', { commit: EVENTS.artifact.commit }, { repository, commit }],
    [
      'a tag',
      { repository: 'nginx', tag: '1' },
      { artifact: 'docker.io/library/nginx', tag: '1', commit: null },
    ],
  ])('may name only %s', (_, target, expected) => {
    const { id, type, environment, status } = EVENTS.deployment;
    const body = { id, type, time: time.at, environment, status, ...target };
    expect(read(source, body)).toMatchObject([
      { digest: null, by: null, link: undefined, ...expected },
    ]);
  });
});

describe('an approval', () => {
  const approval = {
    kind: 'approval',
    time,
    link: 'https://tickets.acme.test/CHG-7',
    environment: 'production',
    decision: 'approved',
    channel: 'ticket',
    approver: {
      account: 'github.com/mira',
      name: 'Mira',
      email: 'mira@acme.test',
    },
    requester: null,
    comment: 'in the window',
    repository,
    commit,
    artifact: 'ghcr.io/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    run: null,
  };

  it('is somebody’s decision about a digest', () => {
    expect(read(source, EVENTS.approval)).toEqual([approval]);
  });

  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['rejected', 'rejected'],
    ['requested', 'requested'],
  ])('%s is %s', (given, decision) => {
    expect(read(source, { ...EVENTS.approval, decision: given })).toEqual([
      { ...approval, decision },
    ]);
  });

  it.each([
    ['mira@acme.test', 'ticket', { email: 'mira@acme.test' }],
    ['user:default/Mira', 'chat', { account: 'user:default/mira' }],
    ['User:mira', 'chat', { account: 'user:default/mira' }],
    ['github.com/Mira', 'portal', { account: 'github.com/mira' }],
    ['Mira', 'ticket', { name: 'Mira' }],
    ['Mira', 'forge', { account: 'github.com/mira' }],
    ['Mira Muster', 'forge', { name: 'Mira Muster' }],
    [{ email: 'mira@acme.test' }, 'ticket', { email: 'mira@acme.test' }],
    [
      { account: 'user:default/mira' },
      'ticket',
      { account: 'user:default/mira' },
    ],
    [{ name: 'Mira' }, 'forge', { name: 'Mira' }],
  ])('by %j over a %s names %j', (approver, channel, expected) => {
    const body = { ...EVENTS.approval, approver, channel };
    expect(read(source, body)).toEqual([
      {
        ...approval,
        channel,
        approver: { account: null, name: null, email: null, ...expected },
      },
    ]);
  });
});
