import { commitOf, digestOf } from './deliveries';

const time = '2026-10-01T12:00:00+02:00';

const commit = {
  repository: 'https://github.com/Acme/payments.git',
  sha: commitOf('C'),
};

/** One event of each type, with every field that it may have. */
export const EVENTS = {
  artifact: {
    id: 'artifact-1',
    type: 'artifact',
    time,
    repository: 'registry.acme.test:5000/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    commit,
  },
  build: {
    id: 'build-1',
    type: 'build',
    time,
    digest: digestOf('a'),
    commit,
    run: {
      id: '17',
      url: 'https://ci.acme.test/runs/17',
      workflow: '.ci/release.yml',
      status: 'succeeded',
      startedAt: '2026-10-01T09:50:00Z',
      finishedAt: '2026-10-01T10:00:00Z',
    },
    runner: {
      name: 'builder-3',
      group: 'release-builders',
      labels: ['linux', 'arm64'],
      hosted: false,
      ephemeral: true,
    },
    variables: ['SIGNING_KEY', 'CI', 'CI'],
  },
  deployment: {
    id: 'deployment-1',
    type: 'deployment',
    time,
    repository: 'ghcr.io/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    commit,
    environment: 'production',
    status: 'succeeded',
    deployment: 'release-42',
    by: 'github.com/Priya',
    url: 'https://deploy.acme.test/42',
  },
  approval: {
    id: 'approval-1',
    type: 'approval',
    time,
    repository: 'ghcr.io/acme/payments',
    digest: digestOf('a'),
    tag: '1.4.2',
    commit,
    environment: 'production',
    approver: {
      account: 'github.com/mira',
      name: 'Mira',
      email: 'mira@acme.test',
    },
    decision: 'approved',
    channel: 'ticket',
    link: 'https://tickets.acme.test/CHG-7',
    comment: 'in the window',
  },
};
