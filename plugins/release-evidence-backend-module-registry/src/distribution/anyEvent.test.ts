import fc from 'fast-check';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  attestationInIndex,
  IMAGE,
  INDEX,
  pushedManifest,
  reference,
  registryEvent,
} from '../__testUtils__/registryEvents';
import { observe } from '../__testUtils__/send';

/*
 * An envelope is accepted before its events are looked into, so each of them
 * must end as an observation or as a reason, whatever stands in it.
 */

const VALID = [
  pushedManifest('a', { tag: '1.4.2', references: [reference(IMAGE, 'b')] }),
  pushedManifest('a', {
    mediaType: INDEX,
    references: [
      reference(IMAGE, 'b', {
        platform: { architecture: 'arm64', os: 'linux' },
      }),
      attestationInIndex('c', 'b'),
    ],
  }),
  registryEvent('delete', { tag: CONTENT_SECRET }),
];

const PLACES = VALID.flatMap(event =>
  placesIn(event).map(path => ({ event, path })),
);

const faultsIn = (event: unknown) => faultsOf(observe([event], ''));

describe('whatever is in an event', () => {
  it('starts from events that are read', () => {
    for (const event of VALID) {
      expect(observe([event]).reason).toBeUndefined();
    }
  });

  it('with an edge in any place gives an observation, or such a reason', () => {
    const faults = PLACES.flatMap(({ event, path }) =>
      EDGE_VALUES.flatMap(edge =>
        faultsIn(replacedAt(event, path, edge)).map(fault => [
          path,
          edge,
          fault,
        ]),
      ),
    );
    expect(PLACES.length).toBeGreaterThan(60);
    expect(faults).toEqual([]);
  });

  it.each([
    ['any JSON', fc.jsonValue()],
    [
      'any JSON in any place',
      fc
        .tuple(
          fc.constantFrom(...PLACES),
          fc.oneof(
            fc.jsonValue(),
            fc.constant({ [CONTENT_SECRET]: [CONTENT_SECRET] }),
          ),
        )
        .map(([{ event, path }, value]) => replacedAt(event, path, value)),
    ],
  ])('%s gives an observation, or a reason without a secret', (_, events) => {
    fc.assert(
      fc.property(events as fc.Arbitrary<unknown>, event => {
        expect(faultsIn(event)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
