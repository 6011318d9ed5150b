import { exact, lateness, partsOf, relative } from './moments';

describe('relative', () => {
  it('says how long ago it was', () => {
    expect(
      relative('2026-10-01T10:00:00.000Z', new Date('2026-10-04T11:00:00Z')),
    ).toBe('3 days ago');
  });
});

describe('exact', () => {
  it('says the moment and the zone', () => {
    expect(exact('2026-10-01T10:00:00.000Z')).toMatch(/2026.*\d\d:00.*[A-Z]/);
  });

  it('leaves alone what is no moment', () => {
    expect(exact('yesterday')).toBe('yesterday');
  });
});

describe('lateness', () => {
  const after = (minutes: number) =>
    lateness({
      occurredAt: '2026-10-01T10:00:00.000Z',
      receivedAt: new Date(
        Date.parse('2026-10-01T10:00:00.000Z') + minutes * 60_000,
      ).toISOString(),
    });

  it.each([
    [-3, undefined],
    [5, undefined],
    [6, '6 minutes'],
    [240, '4 hours'],
    [60, '1 hour'],
    [3 * 24 * 60, '3 days'],
  ])('says of %d minutes: %s', (minutes, words) => {
    expect(after(minutes)).toBe(words);
  });
});

describe('partsOf', () => {
  it('finds the moments in a sentence', () => {
    expect(
      partsOf(
        'Recorded on 2026-10-01T10:00:00.000Z, then 2026-10-02T10:00:00Z.',
      ),
    ).toEqual([
      { text: 'Recorded on ' },
      { at: '2026-10-01T10:00:00.000Z' },
      { text: ', then ' },
      { at: '2026-10-02T10:00:00Z' },
      { text: '.' },
    ]);
  });

  it('leaves a sentence without moments whole', () => {
    expect(partsOf('Run 17 succeeded.')).toEqual([
      { text: 'Run 17 succeeded.' },
    ]);
  });
});
