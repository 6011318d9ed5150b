import { InputError } from '@backstage/errors';
import type { Observed, Source } from 'backstage-plugin-release-evidence-node';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import fc from 'fast-check';
import { application } from './__testUtils__/application';
import { observe, RECEIVED_AT, TOKEN } from './__testUtils__/deliveries';
import { pipelineEvent } from './__testUtils__/executions';
import { fluxEvent } from './__testUtils__/fluxEvents';
import { EVENTS } from './__testUtils__/genericEvents';
import { list, pod, replicaSet } from './__testUtils__/pods';
import {
  argocdSourceType,
  fluxSourceType,
  genericSourceType,
  kubernetesSourceType,
  spinnakerSourceType,
} from '.';

/*
 * Whatever comes in must end as an observation, as a reason, or, before it is
 * kept, as an error that names the field. Nothing may throw anything else, and
 * no answer may repeat what stood in the payload.
 */

function observeBytes(source: Source, body: Buffer): Observed {
  return source.observe({
    id: 'delivery',
    headers: {},
    body,
    receivedAt: RECEIVED_AT,
  });
}

/** The fault with which a request is refused; undefined when it is not at fault. */
function refusalFault(source: Source, body: Buffer): string | undefined {
  try {
    const { keys } = source.identify(webhookRequest({ body }));
    return keys.length > 0 ? undefined : 'no key';
  } catch (error) {
    return error instanceof InputError &&
      !error.message.includes(CONTENT_SECRET)
      ? undefined
      : `identify threw ${error}`;
  }
}

function faultsIn(source: Source, payload: unknown): string[] {
  const body = Buffer.from(JSON.stringify(payload) ?? '');
  return [
    ...[refusalFault(source, body)].filter(fault => fault !== undefined),
    ...faultsOf(observeBytes(source, body)),
  ];
}

const argocd = servedSource(argocdSourceType, { token: TOKEN });
const flux = servedSource(fluxSourceType, { token: TOKEN, secret: 's' });
const generic = servedSource(genericSourceType, { secret: 's' });
const kubernetes = servedSource(kubernetesSourceType, { token: TOKEN });
const spinnaker = servedSource(spinnakerSourceType, { token: TOKEN });

describe.each<[string, Source, unknown[]]>([
  ['argocd', argocd, [{ argocdUrl: 'https://a.test', app: application() }]],
  ['flux', flux, [fluxEvent()]],
  ['generic', generic, Object.values(EVENTS)],
  [
    'kubernetes',
    kubernetes,
    [list(pod(), replicaSet('7')), { type: 'ADDED', object: pod() }],
  ],
  ['spinnaker', spinnaker, [pipelineEvent()]],
])('whatever is sent to %s', (_, source, valid) => {
  const places = valid.flatMap(payload =>
    placesIn(payload).map(path => ({ payload, path })),
  );

  it('starts from payloads that are read', () => {
    for (const payload of valid) {
      const { events, reason } = observe(source, payload);
      expect(events[0].observations.length).toBeGreaterThan(0);
      expect(reason).toBeUndefined();
    }
    expect(places.length).toBeGreaterThan(15);
  });

  it('with an edge in any place ends as an answer', () => {
    const faults = places.flatMap(({ payload, path }) =>
      EDGE_VALUES.flatMap(edge =>
        faultsIn(source, replacedAt(payload, path, edge)).map(
          fault => `${path.join('.')} = ${JSON.stringify(edge)}: ${fault}`,
        ),
      ),
    );
    expect(faults).toEqual([]);
  });

  const anywhere = fc
    .tuple(
      fc.constantFrom(...places),
      fc.oneof(fc.jsonValue(), fc.constant({ [CONTENT_SECRET]: [7] })),
    )
    .map(([{ payload, path }, value]) => replacedAt(payload, path, value));

  it.each<[string, fc.Arbitrary<unknown>]>([
    ['any JSON', fc.jsonValue()],
    ['any JSON in any place', anywhere],
  ])('as %s ends as an answer', (__, payloads) => {
    fc.assert(
      fc.property(payloads, payload => {
        expect(faultsIn(source, payload)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  const headers = fc.dictionary(
    fc.oneof(
      fc.constantFrom('authorization', 'x-signature', 'x-signature-256'),
      fc.string(),
    ),
    fc.string(),
  );

  it('as any bytes under any headers is not believed, and does no harm', () => {
    fc.assert(
      fc.property(fc.uint8Array(), headers, (bytes, given) => {
        const body = Buffer.from(bytes);
        const query = new URLSearchParams();
        expect(
          source.authenticate({ headers: given, query, body }),
        ).toMatchObject({ authenticated: false });
        expect(refusalFault(source, body)).toBeUndefined();
        expect(faultsOf(observeBytes(source, body))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
