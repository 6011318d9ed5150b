import { isSilent, usualSilenceSeconds } from './silence';

const MINUTE = 60_000;
const NOW = Date.parse('2026-10-05T12:00:00Z');

/** Times of deliveries that came so many minutes after each other. */
const spaced = (...minutes: number[]) => {
  let time = NOW;
  return [NOW, ...minutes.map(gap => (time -= gap * MINUTE))];
};

describe('usualSilenceSeconds', () => {
  it('is the longest gap', () => {
    expect(usualSilenceSeconds(spaced(1, 5, 90, 2, 1))).toBe(90 * 60);
  });

  it.each([[[]], [[NOW]], [spaced(1, 2, 3, 4)]])(
    'is not known from %j',
    times => {
      expect(usualSilenceSeconds(times)).toBeNull();
    },
  );

  it('takes clocks that went back for no gap', () => {
    expect(usualSilenceSeconds(spaced(1, -30, 1, 1, 1))).toBe(60);
  });
});

describe('isSilent', () => {
  const after = (minutes: number, usualMinutes: number | null) =>
    isSilent({
      lastAccepted: NOW - minutes * MINUTE,
      usualSeconds: usualMinutes === null ? null : usualMinutes * 60,
      now: NOW,
    });

  it.each([
    ['is within the hour', 59, 1, false],
    ['is over the hour, and three times as long as usual', 61, 1, true],
    ['is over the hour, but usual', 179, 60, false],
    ['is more than three times as long as usual', 181, 60, true],
    ['cannot be compared', 100_000, null, false],
  ])('tells when a silence %s', (_, minutes, usual, silent) => {
    expect(after(minutes, usual)).toBe(silent);
  });

  it('holds for a source that never delivered', () => {
    expect(isSilent({ lastAccepted: null, usualSeconds: null, now: NOW })).toBe(
      true,
    );
  });
});
