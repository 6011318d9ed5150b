import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { commitOf, digestOf, read } from '../__testUtils__/deliveries';
import { EVENTS } from '../__testUtils__/genericEvents';
import { genericSourceType } from './genericSource';

const source = servedSource(genericSourceType, { secret: 's' });

const time = { at: '2026-10-01T10:00:00.000Z', basis: 'event' };
const commit = commitOf('c');
const repository = 'github.com/acme/payments';

describe('a build', () => {
  const run = {
    kind: 'build-run',
    time,
    link: 'https://ci.acme.test/runs/17',
    repository,
    run: '17',
    attempt: 1,
    workflowPath: '.ci/release.yml',
    workflowName: '.ci/release.yml',
    event: null,
    status: 'completed',
    conclusion: 'success',
    head: commit,
    headBranch: null,
    headRepository: repository,
    startedAt: '2026-10-01T09:50:00.000Z',
    finishedAt: '2026-10-01T10:00:00.000Z',
    actor: null,
    digests: [digestOf('a')],
    variables: ['CI', 'SIGNING_KEY'],
  };
  const job = {
    kind: 'build-job',
    time,
    link: 'https://ci.acme.test/runs/17',
    repository,
    run: '17',
    attempt: 1,
    job: '17',
    name: '.ci/release.yml',
    status: 'completed',
    conclusion: 'success',
    head: commit,
    runner: {
      id: null,
      name: 'builder-3',
      group: 'release-builders',
      labels: ['arm64', 'linux'],
      hosted: false,
      ephemeral: true,
    },
    startedAt: '2026-10-01T09:50:00.000Z',
    finishedAt: '2026-10-01T10:00:00.000Z',
  };

  it('is a run that made a digest, and its job on a runner', () => {
    expect(read(source, EVENTS.build)).toEqual([run, job]);
  });

  it('without a runner is a run alone', () => {
    const { runner: _, ...body } = EVENTS.build;
    expect(read(source, body)).toEqual([run]);
  });

  it.each([
    ['its address', {}, 'https://ci.acme.test/runs/17'],
    ['its id', { url: null }, '17'],
  ])('without a commit is told apart by %s', (_, changes, expected) => {
    const { commit: __, ...body } = EVENTS.build;
    const said = { ...body, run: { ...body.run, ...changes } };
    expect(read(source, said)).toMatchObject([
      { repository: null, head: null, headRepository: null, run: expected },
      { repository: null, head: null, run: expected },
    ]);
  });

  it.each([
    ['queued', 'waiting', null],
    ['running', 'running', null],
    ['in_progress', 'running', null],
    ['success', 'completed', 'success'],
    ['passed', 'completed', 'success'],
    ['failed', 'completed', 'failure'],
    ['error', 'completed', 'failure'],
    ['canceled', 'completed', 'cancelled'],
    ['timed_out', 'completed', 'timed_out'],
  ])('that is %s is in GitHub’s words %s, %s', (word, status, conclusion) => {
    const body = { ...EVENTS.build, run: { id: '17', status: word } };
    expect(read(source, body)).toMatchObject([
      { status, conclusion },
      { status, conclusion, name: 'build' },
    ]);
  });

  it.each([
    ['.github/workflows/release.yml', true],
    ['Jenkinsfile', true],
    ['release.yml', true],
    ['Release of 1.4', false],
    ['release', false],
  ])('knows the workflow %s by its path: %p', (workflow, isPath) => {
    const body = { ...EVENTS.build, run: { ...EVENTS.build.run, workflow } };
    expect(read(source, body)).toMatchObject([
      { workflowName: workflow, workflowPath: isPath ? workflow : null },
      { name: workflow },
    ]);
  });
});
