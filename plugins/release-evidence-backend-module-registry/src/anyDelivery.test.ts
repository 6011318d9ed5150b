import { InputError } from '@backstage/errors';
import {
  Observed,
  Source,
  WebhookRequest,
} from 'backstage-plugin-release-evidence-node';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
} from 'backstage-plugin-release-evidence-node/testUtils';
import fc from 'fast-check';
import { RECEIVED_AT } from './__testUtils__/send';
import { SENDERS, SOURCE_TYPES } from './__testUtils__/senders';

/*
 * A delivery is accepted before it is looked into, so each must end as
 * observations or as a reason, whatever stands in it. Distribution has tests of
 * its own, as its envelope is looked into first.
 */

function observe(source: Source, payload: unknown): Observed {
  return source.observe({
    id: 'delivery',
    headers: {},
    body: Buffer.from(JSON.stringify(payload ?? null)),
    receivedAt: RECEIVED_AT,
  });
}

/** Whether a request is identified, or refused as it should be. */
function identified(source: Source, request: WebhookRequest): boolean {
  try {
    return source.identify(request).keys.length > 0;
  } catch (error) {
    return error instanceof InputError;
  }
}

const HEADERS = [
  'authorization',
  'content-type',
  'ce-specversion',
  'ce-id',
  'ce-source',
  'ce-type',
  'ce-time',
  'x-jfrog-event-auth',
  'x-nexus-webhook-signature',
];

const anyHeaders = fc.dictionary(
  fc.constantFrom(...HEADERS),
  fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Bearer',
      'Bearer e30.e30.e30',
      'Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      'Basic Og==',
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      '1.0',
    ),
  ),
);

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
  fc.jsonValue().map(value => Buffer.from(JSON.stringify(value))),
);

const anyRequest: fc.Arbitrary<WebhookRequest> = fc.record({
  headers: anyHeaders,
  query: fc.webQueryParameters().map(query => new URLSearchParams(query)),
  body: anyBody,
});

it('is tried with every sender', () => {
  expect(['distribution', ...Object.keys(SENDERS)].sort()).toEqual(
    SOURCE_TYPES.map(({ type }) => type).sort(),
  );
});

describe.each(Object.entries(SENDERS))(
  'whatever %s sends',
  (_, { source, requests }) => {
    const places = requests.flatMap(request =>
      placesIn(request).map(path => ({ request, path })),
    );

    it('starts from requests that are read', () => {
      for (const request of requests) {
        expect(observe(source, request)).toMatchObject({
          events: [{ observations: [expect.anything()] }],
          reason: undefined,
        });
      }
    });

    it('with an edge in any place gives observations, or such a reason', () => {
      const faults = places.flatMap(({ request, path }) =>
        EDGE_VALUES.flatMap(edge =>
          faultsOf(observe(source, replacedAt(request, path, edge))).map(
            fault => [path, edge, fault],
          ),
        ),
      );
      expect(faults).toEqual([]);
    });

    it.each([
      ['any JSON', fc.jsonValue()],
      [
        'any JSON in any place',
        fc
          .tuple(
            fc.constantFrom(...places),
            fc.oneof(
              fc.jsonValue(),
              fc.constant({ [CONTENT_SECRET]: [CONTENT_SECRET] }),
            ),
          )
          .map(([{ request, path }, value]) =>
            replacedAt(request, path, value),
          ),
      ],
    ])('%s gives observations, or such a reason', (__, payloads) => {
      fc.assert(
        fc.property(payloads as fc.Arbitrary<unknown>, payload => {
          expect(faultsOf(observe(source, payload))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });

    it('is refused, and never breaks anything, as any bytes with any headers', async () => {
      await fc.assert(
        fc.asyncProperty(anyRequest, async request => {
          expect(await source.authenticate(request)).toMatchObject({
            authenticated: false,
          });
          expect(identified(source, request)).toBe(true);
          const { events, reason } = source.observe({
            ...request,
            id: 'delivery',
            receivedAt: RECEIVED_AT,
          });
          expect(reason ?? events.length).toBeTruthy();
        }),
        { numRuns: 150 },
      );
    });

    it('is the same event when it is sent again', () => {
      for (const request of requests) {
        const sent = {
          headers: {},
          query: new URLSearchParams(),
          body: Buffer.from(JSON.stringify(request)),
        };
        const identity = source.identify(sent);
        expect(source.identify(sent)).toEqual(identity);
        expect(observe(source, request).events.map(({ key }) => key)).toEqual(
          identity.keys,
        );
      }
    });
  },
);
