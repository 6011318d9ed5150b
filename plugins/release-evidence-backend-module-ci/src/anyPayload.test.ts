import { InputError } from '@backstage/errors';
import type {
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import fc from 'fast-check';
import {
  activated,
  buildEvent,
  jobEvent,
} from './__testUtils__/buildkitePayloads';
import { cdEvent, cloudEvent, DIGEST, PURL } from './__testUtils__/cdEvents';
import {
  azureApprovalCompleted,
  azureApprovalPending,
  azureBuild,
  azureJob,
  azureRun,
  azureStage,
  azureXamlBuild,
  jobCompleted,
  workflowCompleted,
} from './__testUtils__/ciPayloads';
import { javaText, jenkinsRun } from './__testUtils__/jenkins';
import { observe, RECEIVED_AT, Sender, sourceOf } from './__testUtils__/send';

/*
 * Whatever comes must end as observations or as a reason, and no request may
 * make a source fail. Each place of the valid payloads below gets what should
 * not be there.
 */

const artifact = { subject: { id: PURL } };

const VALID: [Sender, object][] = [
  [
    'buildkite',
    buildEvent('build.finished', { meta_data: { digest: DIGEST } }),
  ],
  ['buildkite', jobEvent('job.finished')],
  ['buildkite', activated()],
  ['circleci', workflowCompleted],
  ['circleci', jobCompleted],
  ['azure-devops', azureBuild],
  ['azure-devops', azureXamlBuild],
  ['azure-devops', azureRun],
  ['azure-devops', azureStage],
  ['azure-devops', azureJob],
  ['azure-devops', azureApprovalPending],
  ['azure-devops', azureApprovalCompleted],
  ['jenkins', jenkinsRun()],
  ['cdevents', cloudEvent(cdEvent('artifact.published', {}, artifact))],
  ['cdevents', cdEvent('artifact.deleted', {}, artifact)],
  ['cdevents', cdEvent('build.finished', { artifactId: PURL })],
  [
    'cdevents',
    cdEvent('taskrun.finished', { pipelineRun: { id: 'r', source: '/s' } }),
  ],
  [
    'cdevents',
    cdEvent('service.deployed', {
      environment: { id: 'production' },
      artifactId: PURL,
    }),
  ],
  [
    'cdevents',
    cdEvent(
      'approval.closed',
      {
        approvalDetailsUrl: 'https://approvals.acme.test/1',
        resourceTargetUrl: 'https://deploy.acme.test/prod',
        responder: 'urn:user:bob',
        decision: 'approved',
        status: 'approved',
      },
      {
        context: {
          links: [
            { target: { domainId: 'cdevents:v0:::::artifact:pkg%3Anpm%2Fa' } },
          ],
        },
        customData: { environment: { id: 'production' } },
      },
    ),
  ],
  [
    'cdevents',
    cdEvent('testsuiterun.finished', {
      outcome: 'success',
      testSuite: { id: 'login' },
    }),
  ],
  [
    'cdevents',
    cdEvent('testoutput.published', { testCaseRun: { id: 'run-7' } }),
  ],
];

const PLACES = VALID.flatMap(([sender, payload]) =>
  placesIn(payload).map(path => ({ sender, payload, path })),
);

const faultsIn = (sender: Sender, body: unknown) =>
  faultsOf(observe(sender, { body: JSON.stringify(body) ?? 'null' }));

it.each(VALID)('%s starts from payloads that are read', (sender, body) => {
  const { events, reason } = observe(sender, { body });
  expect(reason).toBeUndefined();
  expect(events[0].observations.length).toBeGreaterThan(0);
});

it('an edge in any place gives an observation, or such a reason', () => {
  const faults = PLACES.flatMap(({ sender, payload, path }) =>
    EDGE_VALUES.flatMap(edge =>
      faultsIn(sender, replacedAt(payload, path, edge)).map(fault => [
        sender,
        path,
        edge,
        fault,
      ]),
    ),
  );
  expect(PLACES.length).toBeGreaterThan(300);
  expect(faults).toEqual([]);
});

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constant({ [CONTENT_SECRET]: [CONTENT_SECRET] }),
);

it.each([
  [
    'any JSON',
    fc.tuple(
      fc.constantFrom<Sender>(
        'azure-devops',
        'buildkite',
        'cdevents',
        'circleci',
        'jenkins',
      ),
      anything,
    ),
  ],
  [
    'any JSON in any place',
    fc
      .tuple(fc.constantFrom(...PLACES), anything)
      .map(([{ sender, payload, path }, value]) => [
        sender,
        replacedAt(payload, path, value),
      ]),
  ],
])('%s gives an observation, or a reason without a secret', (_, events) => {
  fc.assert(
    fc.property(
      events as fc.Arbitrary<[Sender, unknown]>,
      ([sender, payload]) => {
        expect(faultsIn(sender, payload)).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});

const HEADERS = [
  'authorization',
  'ce-id',
  'ce-source',
  'ce-specversion',
  'ce-time',
  'ce-type',
  'circleci-signature',
  'content-type',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
  'x-buildkite-signature',
  'x-buildkite-token',
];

/** The keys of a request, unless it is refused for what is in it. */
function keysOf(source: Source, request: WebhookRequest): string[] | 'none' {
  try {
    return source.identify(request).keys;
  } catch (error) {
    if (error instanceof InputError) {
      return 'none';
    }
    throw error;
  }
}

it('no request makes a source fail otherwise than with an InputError', () => {
  const sources = (
    ['azure-devops', 'buildkite', 'cdevents', 'jenkins'] as const
  )
    .map(sender => sourceOf(sender))
    .concat(
      (['buildkite', 'cdevents', 'circleci', 'jenkins'] as const).map(sender =>
        sourceOf(sender, { secret: 's' }),
      ),
    );
  const valid = VALID.map(([, payload]) => payload);
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.dictionary(
        fc.constantFrom(...HEADERS),
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '1.0',
            'Bearer x',
            'application/cloudevents+json',
            'application/cloudevents-batch+json',
          ),
        ),
      ),
      fc.oneof(
        fc.uint8Array().map(bytes => Buffer.from(bytes)),
        fc.string(),
        fc.constantFrom(...valid),
        fc.constantFrom(...valid).map(javaText),
        fc.string().map(text => `CloudEvent{data=BytesCloudEventData${text}`),
      ),
      (source, headers, body) => {
        const request = webhookRequest({ headers, body });
        expect(source.authenticate(request)).toHaveProperty('authenticated');
        const observed = source.observe({
          ...request,
          id: 'd',
          receivedAt: RECEIVED_AT,
        });
        expect(
          observed.reason ??
            observed.events.flatMap(({ observations }) => observations).length,
        ).toBeTruthy();
        expect(keysOf(source, request)).not.toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
});
