import {
  build,
  buildEvent,
  COMMIT,
  job,
  jobEvent,
  pipeline,
} from '../__testUtils__/buildkitePayloads';
import { read } from '../__testUtils__/send';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const readOne = (body: unknown) => {
  const said = read('buildkite', body);
  return Array.isArray(said) ? said[0] : said;
};

describe('a build', () => {
  it('is a run of its pipeline', () => {
    expect(read('buildkite', buildEvent('build.finished'))).toEqual([
      {
        kind: 'build-run',
        time: { at: '2026-10-01T10:04:00.000Z', basis: 'event' },
        link: 'https://buildkite.com/acme/payments/builds/17',
        repository: 'github.com/acme/payments',
        run: build.id,
        attempt: 1,
        workflowPath: null,
        workflowName: 'Payments',
        event: 'webhook',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        headBranch: 'main',
        headRepository: 'github.com/acme/payments',
        startedAt: '2026-10-01T10:00:05.000Z',
        finishedAt: '2026-10-01T10:04:00.000Z',
        actor: { account: null, name: 'Ada Admin', email: 'ada@acme.test' },
        digests: [],
        variables: [],
      },
    ]);
  });

  it.each([
    ['build.scheduled', 'scheduled', 'waiting', null],
    ['build.running', 'running', 'running', null],
    ['build.failing', 'failing', 'running', null],
    ['build.finished', 'canceling', 'running', null],
    ['build.finished', 'passed', 'completed', 'success'],
    ['build.finished', 'failed', 'completed', 'failure'],
    ['build.finished', 'canceled', 'completed', 'cancelled'],
    ['build.finished', 'blocked', 'waiting', null],
    ['build.skipped', 'skipped', 'completed', 'skipped'],
    ['build.finished', 'not_run', 'completed', 'skipped'],
    ['build.finished', 'a new word', 'waiting', null],
  ])('%s in the state %s is %s', (event, state, status, conclusion) => {
    expect(readOne(buildEvent(event, { state }))).toMatchObject({
      status,
      conclusion,
      finishedAt: status === 'completed' ? '2026-10-01T10:04:00.000Z' : null,
    });
  });

  it('that waits at a block step is not over', () => {
    expect(
      readOne(buildEvent('build.finished', { blocked: true })),
    ).toMatchObject({ status: 'waiting', conclusion: null, finishedAt: null });
  });

  it.each([
    ['https://github.com/mallory/payments.git', 'github.com/mallory/payments'],
    ['git://github.com/acme/payments.git', 'github.com/acme/payments'],
    [undefined, null],
  ])('of a pull request from %s is of %s', (repository, headRepository) => {
    const event = buildEvent('build.finished', {
      pull_request: { id: '7', base: 'main', repository },
    });
    expect(readOne(event)).toMatchObject({
      event: 'pull_request',
      headRepository,
    });
  });

  it.each([
    [{ digest: DIGEST }, [DIGEST]],
    [{ 'image-digest': `ghcr.io/acme/payments:1@${DIGEST}` }, [DIGEST]],
    [{ 'release-evidence:digest': `${DIGEST}, ${DIGEST}` }, [DIGEST]],
    [{ digest: DIGEST.slice(0, -1) }, []],
    [{ 'base-image-digest': DIGEST }, []],
    [{ digest: 7 }, []],
  ])('tells by its meta-data %j what it made', (metaData, digests) => {
    expect(
      readOne(buildEvent('build.finished', { meta_data: metaData })),
    ).toMatchObject({ digests });
  });

  it('has no commit when it says HEAD', () => {
    expect(
      readOne(buildEvent('build.scheduled', { commit: 'HEAD' })),
    ).toMatchObject({ head: null });
  });

  it('is told by id when its pipeline has no repository of a forge', () => {
    expect(
      readOne({
        ...buildEvent('build.finished'),
        pipeline: { ...pipeline, repository: '' },
      }),
    ).toMatchObject({ repository: null, run: build.id, headRepository: null });
  });
});

describe('a job', () => {
  const runner = {
    id: 'a1',
    name: 'release-builder-3',
    group: 'release',
    labels: ['arch=amd64', 'queue=release'],
    hosted: null,
    ephemeral: null,
  };

  it('tells the agent that ran it, and its queue', () => {
    expect(read('buildkite', jobEvent('job.finished'))).toEqual([
      {
        kind: 'build-job',
        time: { at: '2026-10-01T10:03:50.000Z', basis: 'event' },
        link: job.web_url,
        repository: 'github.com/acme/payments',
        run: build.id,
        attempt: 1,
        job: job.id,
        name: 'Build the image',
        status: 'completed',
        conclusion: 'success',
        head: COMMIT,
        runner,
        startedAt: '2026-10-01T10:00:10.000Z',
        finishedAt: '2026-10-01T10:03:50.000Z',
      },
    ]);
  });

  it('that waits has no runner, whatever it asks for', () => {
    expect(
      readOne(
        jobEvent('job.scheduled', {
          state: 'scheduled',
          agent: null,
          started_at: null,
          finished_at: null,
        }),
      ),
    ).toMatchObject({ status: 'waiting', runner: null, startedAt: null });
  });

  it.each([
    ['running', 'running', null],
    ['failed', 'completed', 'failure'],
    ['timed_out', 'completed', 'timed_out'],
    ['broken', 'completed', 'skipped'],
    ['expired', 'completed', 'failure'],
  ])('in the state %s is %s', (state, status, conclusion) => {
    expect(readOne(jobEvent('job.finished', { state }))).toMatchObject({
      status,
      conclusion,
    });
  });

  it('has no group when its agent is in no queue of its own', () => {
    expect(
      readOne(jobEvent('job.started', { agent: { name: 'one' } })),
    ).toMatchObject({ runner: { name: 'one', group: null, labels: [] } });
  });
});

describe('an event of no use', () => {
  it.each([
    [{ event: 'ping' }, 'the webhook is set up'],
    [{ event: 'agent.connected' }, 'such events hold no release evidence'],
    [{ event: 'constructor' }, 'such events hold no release evidence'],
    [{}, 'event: missing'],
    [{ event: 'build.finished' }, 'build: missing'],
    [
      { ...buildEvent('build.finished'), pipeline: null },
      'pipeline: null where object is expected',
    ],
    [
      buildEvent('build.finished', { state: 7 as unknown as string }),
      'build.state: number where string is expected',
    ],
    [jobEvent('job.finished', { id: '' }), 'job.id: empty'],
  ])('says why: %j', (body, reason) => {
    expect(readOne(body)).toBe(reason);
  });
});
