import type { Observation } from 'backstage-plugin-release-evidence-common';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
} from './brokenPayloads';

describe('placesIn', () => {
  it('finds every field, the whole, and room for a new one', () => {
    expect(placesIn({ a: 1, b: [{ c: null }] })).toEqual([
      [],
      [CONTENT_SECRET],
      ['a'],
      ['b'],
      ['b', CONTENT_SECRET],
      ['b', '0'],
      ['b', '0', CONTENT_SECRET],
      ['b', '0', 'c'],
    ]);
  });

  it('finds nothing but the whole in what has no fields', () => {
    expect(placesIn('text')).toEqual([[]]);
    expect(placesIn(null)).toEqual([[]]);
  });
});

describe('replacedAt', () => {
  const payload = { a: 1, b: [{ c: 2 }] };

  it('puts something else into any place, and leaves the payload alone', () => {
    expect(replacedAt(payload, [], 7)).toBe(7);
    expect(replacedAt(payload, ['a'], null)).toEqual({ ...payload, a: null });
    expect(replacedAt(payload, ['b', '0', 'c'], [])).toEqual({
      a: 1,
      b: [{ c: [] }],
    });
    expect(payload).toEqual({ a: 1, b: [{ c: 2 }] });
  });
});

describe('faultsOf', () => {
  const observation: Observation = {
    kind: 'artifact-deleted',
    name: 'ghcr.io/acme/payments',
    digest: `sha256:${'a'.repeat(64)}`,
    tag: null,
  };
  const said = [{ key: '1', observations: [observation] }];

  it('finds none in an observation, or in a reason', () => {
    expect(faultsOf({ events: said })).toEqual([]);
    expect(faultsOf({ events: [], reason: 'action: missing' })).toEqual([]);
  });

  it.each([
    [{ events: [] }, 'neither an observation nor a reason'],
    [{ events: [{ key: '1', observations: [] }] }, 'neither an observation'],
    [{ events: said, reason: 'x' }, 'an observation and a reason'],
    [
      { events: [], reason: `action: ${EDGE_VALUES[5]} is no action` },
      'content in the reason',
    ],
  ])('finds what should not be seen: %j', (observed, fault) => {
    expect(faultsOf(observed)).toEqual([expect.stringContaining(fault)]);
  });

  it('finds an identifier that a missing value went into', () => {
    const repository = undefined as unknown as string;
    const observations: Observation[] = [
      { kind: 'protection-switched', repository, enabled: true },
    ];
    expect(faultsOf({ events: [{ key: '1', observations }] })).toEqual([
      'an identifier made of nothing',
    ]);
  });
});
