import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import { createHmac } from 'node:crypto';
import { cdEvent, cloudEvent, DIGEST, PURL } from '../__testUtils__/cdEvents';
import { observe, read, sourceOf } from '../__testUtils__/send';
import { cdeventsSourceType } from './cdeventsSource';

const deployed = cdEvent('service.deployed', {
  environment: { id: 'production' },
  artifactId: PURL,
});

const binary = {
  'ce-specversion': '1.0',
  'ce-id': deployed.context.id,
  'ce-source': deployed.context.source,
  'ce-type': deployed.context.type,
  'ce-time': '2026-10-01T14:27:05Z',
  'content-type': 'application/json',
};

const observation = [
  expect.objectContaining({ kind: 'deployment', digest: DIGEST }),
];

describe('the proof of who sent it', () => {
  const NOW = Math.floor(Date.now() / 1000);

  function signed(secret: string, timestamp = NOW) {
    const mac = createHmac('sha256', Buffer.from(secret, 'base64'));
    return {
      'webhook-id': 'm1',
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': `v1,${mac
        .update(`m1.${timestamp}.{}`)
        .digest('base64')}`,
    };
  }

  const authenticate = (config: object, headers: Record<string, string>) =>
    sourceOf('cdevents', { token: undefined, ...config }).authenticate(
      webhookRequest({ headers, body: '{}' }),
    );

  it.each([
    [{ secret: 'whsec_c2VjcmV0' }, signed('c2VjcmV0')],
    [{ secret: 'whsec_c2VjcmV0', token: 't' }, signed('c2VjcmV0')],
    [{ secret: 'whsec_c2VjcmV0', token: 't' }, { authorization: 'Bearer t' }],
    [{ token: 't' }, { authorization: 'Bearer t' }],
  ])('with %j is accepted', (config, headers) => {
    expect(authenticate(config, headers as Record<string, string>)).toEqual({
      authenticated: true,
    });
  });

  it.each([
    [{ secret: 'whsec_c2VjcmV0' }, {}, 'webhook-id is missing'],
    [{ secret: 'whsec_c2VjcmV0' }, { authorization: 'Bearer t' }, 'webhook-id'],
    [{ secret: 'whsec_c2VjcmV0' }, signed('b3RoZXI='), 'no signature'],
    [{ secret: 'whsec_c2VjcmV0' }, signed('c2VjcmV0', NOW - 900), 'old'],
    [
      { secret: 'whsec_c2VjcmV0', token: 't' },
      { ...signed('b3RoZXI='), authorization: 'Bearer t' },
      'no signature',
    ],
    [{ token: 't' }, signed('c2VjcmV0'), 'carries no token'],
    [{ token: 't' }, { authorization: 'Bearer x' }, 'the token is wrong'],
  ])('with %j is refused', (config, headers, reason) => {
    expect(
      authenticate(config, headers as unknown as Record<string, string>),
    ).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('has to be configured', () => {
    expect(cdeventsSourceType.create({ type: 'cdevents' })).toEqual({
      notServed: 'neither a secret nor a token is configured',
    });
  });
});

describe('an event', () => {
  it.each([
    ['alone in the body', {}, deployed],
    [
      'in a structured CloudEvent',
      { 'content-type': 'application/cloudevents+json' },
      cloudEvent(deployed),
    ],
    ['in one that is sent as JSON', {}, cloudEvent(deployed)],
    [
      'in one as base64',
      { 'content-type': 'application/cloudevents+json' },
      cloudEvent(deployed, {
        data: undefined,
        data_base64: Buffer.from(JSON.stringify(deployed)).toString('base64'),
      }),
    ],
    [
      'in a batch',
      { 'content-type': 'application/cloudevents-batch+json' },
      [cloudEvent(deployed)],
    ],
    ['in a binary CloudEvent', binary, deployed],
  ])('is read %s, with the same key', (_, headers, body) => {
    const draft = { headers: headers as Record<string, string>, body };
    const { events, reason } = observe('cdevents', draft);
    expect(events).toEqual([
      {
        key: '["/ci/tekton","271069a8-fc18-44f1-b38f-9d70a1695819","dev.cdevents.service.deployed.0.3.0"]',
        observations: observation,
      },
    ]);
    expect(reason).toBeUndefined();
    expect(sourceOf('cdevents').identify(webhookRequest(draft))).toEqual({
      type: deployed.context.type,
      keys: [events[0].key],
    });
  });

  it('counts for itself in a batch, also beside one of no use', () => {
    const { events, reason } = observe('cdevents', {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: [cloudEvent(cdEvent('ticket.created')), cloudEvent(deployed)],
    });
    expect(events.map(({ observations }) => observations.length)).toEqual([
      0, 1,
    ]);
    expect(reason).toBe('context.type: tickets are not release evidence');
  });

  it.each(['0.3.0', '0.4.1', '0.5.0', '0.6.0-draft'])(
    'of version %s is read',
    specversion => {
      const event = cdEvent(
        'service.upgraded',
        { environment: { id: 'prod' }, artifactId: PURL },
        { context: { specversion } },
      );
      expect(read('cdevents', event)).toEqual(observation);
    },
  );

  describe('of Harness, which is not as specified', () => {
    const harness = {
      context: {
        version: '0.5.0-draft',
        id: 'YQStRt6sdUz7VC6I4w',
        chainId: 'harnesstry',
        source: 'https://app.harness.io/ng/#/executions/Sp7/pipeline',
        type: 'dev.cdevents.pipelinerun.finished.0.3.0-draft',
        timestamp: '1744617508663',
      },
      subject: {
        id: 'harnesstry',
        source: 'https://app.harness.io/ng/#/executions/Sp7/pipeline',
        type: 'pipelineRun',
        content: {
          pipelineName: 'harness-try',
          uri: 'https://app.harness.io/ng/#/executions/Sp7/pipeline',
          outcome: 'success',
        },
      },
      customData: { triggeredBy: 'harness', startTime: '1744617504469' },
    };

    it('is read all the same, by its time in milliseconds', () => {
      expect(read('cdevents', harness)).toMatchObject([
        {
          kind: 'build-run',
          time: { at: '2025-04-14T07:58:28.663Z', basis: 'event' },
          run: 'https://app.harness.io/ng/#/executions/Sp7/pipeline#harnesstry',
          conclusion: 'success',
        },
      ]);
    });

    it('is marked where deliveries are listed', () => {
      const identify = (body: unknown) =>
        sourceOf('cdevents').identify(webhookRequest({ body })).type;
      expect(identify(harness)).toBe(
        'dev.cdevents.pipelinerun.finished.0.3.0-draft (not conforming)',
      );
      expect(identify(deployed)).toBe(deployed.context.type);
    });

    it('tells its events apart, which all have the id of the run', () => {
      const identify = (type: string) =>
        sourceOf('cdevents').identify(
          webhookRequest({
            body: { ...harness, context: { ...harness.context, type } },
          }),
        ).keys[0];
      expect(identify('dev.cdevents.pipelinerun.started.0.3.0')).not.toBe(
        identify('dev.cdevents.pipelinerun.finished.0.3.0'),
      );
    });
  });

  it.each([
    [{}, 'specversion: missing'],
    [[], 'the batch is empty'],
    [7, 'the payload: number where object is expected'],
    [{ context: {} }, 'context.id: missing'],
    [cloudEvent(deployed, { id: undefined }), 'id: missing'],
    [
      cloudEvent(deployed, { data: undefined }),
      'the payload: null where object',
    ],
    [cloudEvent(deployed, { data: {} }), 'context: missing'],
    [
      cdEvent('service.deployed', {}, { context: { id: '' } }),
      'context.id: empty',
    ],
    [
      cdEvent('service.deployed', {}, { context: { type: 7 } }),
      'context.type: number where string is expected',
    ],
    [{ ...deployed, subject: null }, 'subject: null where object is expected'],
    [
      cdEvent('service.deployed', {}, { subject: { content: [] } }),
      'subject.content: array where object is expected',
    ],
  ])('that is none says why: %j', (body, reason) => {
    expect(read('cdevents', body)).toContain(reason);
  });

  it.each([
    ['{', {}],
    ['', {}],
  ])('cannot be told of %p', (body, headers) => {
    expect(() =>
      sourceOf('cdevents').identify(webhookRequest({ headers, body })),
    ).toThrow(expect.objectContaining({ name: 'InputError' }));
  });
});
