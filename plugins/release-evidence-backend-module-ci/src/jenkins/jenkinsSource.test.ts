import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import {
  cdEvent,
  cloudEvent,
  COMMIT,
  DIGEST,
  PURL,
} from '../__testUtils__/cdEvents';
import { javaText, jenkinsRun, jobModel } from '../__testUtils__/jenkins';
import { observe, read, sourceOf } from '../__testUtils__/send';
import { jenkinsSourceType } from './jenkinsSource';

const run = {
  kind: 'build-run',
  time: { at: '2026-10-01T14:27:05.315Z', basis: 'event' },
  link: 'https://ci.acme.test/job/payments/167/',
  repository: 'github.com/acme/payments',
  run: 'job/payments/167/#167',
  attempt: 1,
  workflowPath: null,
  workflowName: 'payments',
  event: null,
  status: 'completed',
  conclusion: 'success',
  head: COMMIT,
  headBranch: 'main',
  headRepository: 'github.com/acme/payments',
  startedAt: null,
  finishedAt: '2026-10-01T14:27:05.315Z',
  actor: { account: null, name: 'Ada Admin', email: null },
  digests: [],
  variables: ['DRY_RUN', 'SIGNING_KEY'],
};

describe('a run of the cdevents-plugin', () => {
  it('tells its source, its person and the names of its parameters', () => {
    expect(read('jenkins', jenkinsRun())).toEqual([run]);
  });

  it.each([
    ['in a CloudEvent', cloudEvent(jenkinsRun())],
    ['as the text that its HTTP sink sends', javaText(jenkinsRun())],
  ])('is the same %s', (_, body) => {
    expect(read('jenkins', body)).toEqual([run]);
    expect(sourceOf('jenkins').identify(webhookRequest({ body })).keys).toEqual(
      sourceOf('jenkins').identify(webhookRequest({ body: jenkinsRun() })).keys,
    );
  });

  it('is read whatever letters are in that text', () => {
    const named = jenkinsRun({
      customData: { ...jobModel, userName: 'Zoë \u{1F680}' },
    });
    expect(read('jenkins', javaText(named))).toMatchObject([
      { actor: { name: 'Zoë \u{1F680}' } },
    ]);
  });

  it.each([
    'CloudEvent{id=1}',
    'CloudEvent{data=BytesCloudEventData{value=[]}}',
    'CloudEvent{data=BytesCloudEventData{value=[1, 2]}}',
    'CloudEvents{}',
  ])('cannot be told of %s', body => {
    expect(() =>
      sourceOf('jenkins').identify(webhookRequest({ body })),
    ).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('The body is no JSON document'),
      }),
    );
  });

  it.each([
    ['https://ci.acme.test', 'https://ci.acme.test/job/payments/167/#167'],
    ['https://acme.test/ci/', 'https://acme.test/ci/job/payments/167/#167'],
  ])('is told from those of others by the url %s', (url, id) => {
    expect(read('jenkins', jenkinsRun(), { url })).toMatchObject([{ run: id }]);
    const task = cdEvent('taskrun.started', {
      pipelineRun: { id: '167', source: 'job/payments/167/' },
    });
    expect(read('jenkins', task, { url })).toMatchObject([{ run: id }]);
  });

  it('keeps the name of a run that is an address already', () => {
    const source = 'https://other.acme.test/7';
    expect(
      read('jenkins', cdEvent('build.started', {}, { subject: { source } }), {
        url: 'https://ci.acme.test',
      }),
    ).toMatchObject([{ run: `${source}#subject-1` }]);
  });

  it('of a pull request may have built the code of a fork', () => {
    const build = {
      ...jobModel.build,
      scmState: { ...jobModel.build.scmState, branch: 'PR-17' },
    };
    expect(
      read('jenkins', jenkinsRun({ customData: { ...jobModel, build } })),
    ).toMatchObject([{ headBranch: 'PR-17', headRepository: null }]);
  });

  it.each([
    [undefined],
    [{}],
    [{ build: null }],
    [{ build: 7 }],
    [[]],
    ['text'],
  ])('is a run without more when its custom data is %j', customData => {
    expect(read('jenkins', jenkinsRun({ customData }))).toMatchObject([
      { repository: null, head: null, actor: null, variables: [] },
    ]);
  });

  it('has no source when nothing was checked out', () => {
    const build = { ...jobModel.build, parameters: null, scmState: null };
    expect(
      read('jenkins', jenkinsRun({ customData: { build } })),
    ).toMatchObject([
      { repository: null, head: null, headBranch: null, variables: [] },
    ]);
  });
});

it('reads other CDEvents that a pipeline sends', () => {
  expect(
    read(
      'jenkins',
      cdEvent('artifact.published', {}, { subject: { id: PURL } }),
    ),
  ).toMatchObject([{ kind: 'artifact-pushed', digest: DIGEST }]);
});

it('never keeps the value of a parameter', () => {
  const observed = observe('jenkins', { body: jenkinsRun() });
  expect(JSON.stringify(observed)).toContain('SIGNING_KEY');
  expect(JSON.stringify(observed)).not.toContain('hunter2');
});

describe('the configuration', () => {
  it.each([
    [{ token: 't' }, true],
    [{ secret: 's' }, true],
    [{ token: 't', url: 'https://ci.acme.test/jenkins' }, true],
    [{ token: 't', url: 'ci.acme.test' }, false],
    [{ token: 't', url: 'ftp://ci.acme.test' }, false],
    [{ token: 't', urls: 'x' }, false],
  ])('%j is valid: %p', (config, valid) => {
    expect(
      jenkinsSourceType.configSchema.safeParse({ type: 'jenkins', ...config })
        .success,
    ).toBe(valid);
  });

  it('needs a proof', () => {
    expect(jenkinsSourceType.create({ type: 'jenkins' })).toEqual({
      notServed: 'neither a secret nor a token is configured',
    });
  });

  it.each([
    [{ token: 't' }, 'accepted'],
    [{ token: 'x' }, 'refused'],
  ])('takes the token from the URL: %j is %s', (query, outcome) => {
    expect(
      sourceOf('jenkins').authenticate(webhookRequest({ query, body: '{}' })),
    ).toMatchObject({ authenticated: outcome === 'accepted' });
  });
});
