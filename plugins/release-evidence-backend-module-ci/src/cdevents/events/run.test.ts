import { cdEvent, DIGEST, Draft, PURL } from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

const time = { at: '2026-10-01T14:27:05.315Z', basis: 'event' };

const readEvent = (word: string, content: object = {}, draft: Draft = {}) =>
  read('cdevents', cdEvent(word, content, draft));

const run = {
  kind: 'build-run',
  time,
  link: undefined,
  repository: null,
  run: '/ci/tekton#subject-1',
  attempt: 1,
  workflowPath: null,
  workflowName: null,
  event: null,
  status: 'completed',
  conclusion: null,
  head: null,
  headBranch: null,
  headRepository: null,
  startedAt: null,
  finishedAt: time.at,
  actor: null,
  digests: [],
  variables: [],
};

describe('a run', () => {
  it('is that of a pipeline', () => {
    expect(
      readEvent('pipelinerun.finished', {
        pipelineName: 'release',
        uri: 'https://ci.acme.test/runs/7',
        outcome: 'success',
      }),
    ).toEqual([
      {
        ...run,
        link: 'https://ci.acme.test/runs/7',
        workflowName: 'release',
        conclusion: 'success',
      },
    ]);
  });

  it.each(['build.finished', 'pipelinerun.finished'])(
    '%s tells what it made, if it does',
    word => {
      expect(readEvent(word, { artifactId: PURL })).toEqual([
        { ...run, digests: [DIGEST] },
      ]);
    },
  );

  it.each([
    ['pipelinerun.queued', 'waiting', null, null],
    ['build.queued', 'waiting', null, null],
    ['pipelinerun.started', 'running', time.at, null],
    ['build.started', 'running', time.at, null],
    ['build.finished', 'completed', null, time.at],
  ])('that is %s is %s', (word, status, startedAt, finishedAt) => {
    expect(readEvent(word, { url: 'https://ci.acme.test/7' })).toEqual([
      { ...run, link: 'https://ci.acme.test/7', status, startedAt, finishedAt },
    ]);
  });

  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['error', 'failure'],
    ['cancel', 'cancelled'],
    ['a new word', null],
    [7, null],
  ])('with the outcome %p is a %p', (outcome, conclusion) => {
    expect(readEvent('pipelinerun.finished', { outcome })).toMatchObject([
      { conclusion },
    ]);
  });

  it('has tasks, which name it as it names itself', () => {
    const task = {
      kind: 'build-job',
      time,
      link: 'https://ci.acme.test/runs/7/build',
      repository: null,
      run: '/ci/tekton#run-7',
      attempt: 1,
      job: '/ci/tekton#subject-1',
      name: 'build',
      status: 'completed',
      conclusion: 'failure',
      head: null,
      runner: null,
      startedAt: null,
      finishedAt: time.at,
    };
    const content = {
      taskName: 'build',
      uri: task.link,
      pipelineRun: { id: 'run-7' },
      outcome: 'failure',
    };
    expect(readEvent('taskrun.finished', content)).toEqual([task]);
    expect(
      readEvent('taskrun.started', {
        pipelineRun: { id: 'run-7', source: '/other' },
      }),
    ).toEqual([
      {
        ...task,
        link: undefined,
        run: '/other#run-7',
        name: 'subject-1',
        status: 'running',
        conclusion: null,
        startedAt: time.at,
        finishedAt: null,
      },
    ]);
    expect(readEvent('taskrun.started', {})).toMatchObject([
      { run: '/ci/tekton#subject-1' },
    ]);
  });

  it('has the source of its context when its subject has none', () => {
    expect(
      readEvent('build.started', {}, { subject: { source: undefined } }),
    ).toMatchObject([{ run: '/ci/tekton#subject-1' }]);
  });
});

it('without a time of its own has the latest that it tells of', () => {
  expect(
    readEvent(
      'build.finished',
      {},
      {
        context: { timestamp: undefined },
        customData: { endTime: '2026-09-30T00:00:00Z' },
      },
    ),
  ).toMatchObject([
    {
      time: { at: '2026-09-30T00:00:00.000Z', basis: 'payload' },
      finishedAt: null,
    },
  ]);
});
