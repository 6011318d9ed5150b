import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readersFor } from './events';
import { gitlabSourceType } from './gitlabSource';
import { VALID } from './__testUtils__/validPayloads';
import { observe, RECEIVED_AT } from './__testUtils__/send';

/*
 * Payloads are made of the field names and words that the readers look for, so
 * that they get past the first check, and hold a secret wherever content can
 * stand.
 */

const WORDS = [
  CONTENT_SECRET,
  '',
  'approved',
  'merge',
  'merged',
  'success',
  'refs/tags/v1',
  'https://gitlab.com/acme/payments',
  'acme/payments',
  'a'.repeat(40),
  '2026-10-01T10:00:00Z',
  '0001-01-01T00:00:00Z',
];

const FIELDS = [
  ...new Set(
    Object.values(VALID).flatMap(payload =>
      placesIn(payload)
        .flat()
        .filter(key => !/^\d+$/.test(key)),
    ),
  ),
  '__proto__',
];

const { value: anything } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...WORDS, null, true, false, 0, -1, 1e300, 1759276800),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 12 }),
  ),
}));

const PLACES = Object.entries(VALID).flatMap(([event, payload]) =>
  placesIn(payload).map(path => ({ event, path })),
);

const SILENT = ['release'];

describe('whatever is sent', () => {
  it('starts from payloads that are read, one for each event', () => {
    expect([...Object.keys(VALID), ...SILENT].sort()).toEqual(
      [...readersFor(undefined).keys()].sort(),
    );
    for (const payload of Object.values(VALID)) {
      expect(observe(payload).reason).toBeUndefined();
    }
  });

  it('with an edge in any place gives observations, or such a reason', () => {
    const faults = PLACES.flatMap(({ event, path }) =>
      EDGE_VALUES.flatMap(edge =>
        faultsOf(observe(replacedAt(VALID[event], path, edge))).map(fault => [
          event,
          path,
          edge,
          fault,
        ]),
      ),
    );
    expect(PLACES.length).toBeGreaterThan(80);
    expect(faults).toEqual([]);
  });

  it.each([
    [
      'any JSON under any event',
      fc
        .tuple(
          fc.constantFrom(...readersFor(undefined).keys(), 'constructor'),
          fc.dictionary(fc.constantFrom(...FIELDS), anything),
        )
        .map(([kind, payload]) => ({ ...payload, object_kind: kind })),
    ],
    [
      'any JSON in any place',
      fc
        .tuple(fc.constantFrom(...PLACES), anything)
        .map(([{ event, path }, value]) =>
          replacedAt(VALID[event], path, value),
        ),
    ],
    ['any JSON', fc.jsonValue()],
  ])(
    '%s gives observations, or a reason without a secret',
    (_, payloads: fc.Arbitrary<unknown>) => {
      fc.assert(
        fc.property(payloads, payload => {
          expect(faultsOf(observe(payload))).toEqual([]);
        }),
        { numRuns: 1500 },
      );
    },
  );

  it('as bytes and headers is refused, or identified, or bad input', () => {
    const source = servedSource(gitlabSourceType, {
      token: 't',
      secret: CONTENT_SECRET,
    });
    const header = fc.option(
      fc.oneof(fc.string(), fc.constantFrom('t', '1759276800', 'v1,=')),
      { nil: undefined },
    );
    const headers = fc.record({
      'x-gitlab-token': header,
      'webhook-id': header,
      'webhook-timestamp': header,
      'webhook-signature': header,
      'idempotency-key': header,
      'x-gitlab-event-uuid': header,
    });
    const body = fc.oneof(
      fc.uint8Array().map(bytes => Buffer.from(bytes)),
      fc.json(),
    );
    const holds = () =>
      fc.assert(
        fc.property(headers, body, (given, bytes) => {
          const request = webhookRequest({ headers: given, body: bytes });
          const said = JSON.stringify(source.authenticate(request));
          let keys;
          try {
            keys = source.identify(request).keys;
          } catch (error) {
            return error instanceof InputError;
          }
          source.observe({ ...request, id: 'd', receivedAt: RECEIVED_AT });
          return keys.every(Boolean) && !said.includes(CONTENT_SECRET);
        }),
        { numRuns: 500 },
      );
    expect(holds).not.toThrow();
  });
});
