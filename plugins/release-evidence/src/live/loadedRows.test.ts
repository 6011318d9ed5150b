import { summary } from '../__testUtils__/fixtures';
import {
  LoadedReleases,
  RELEASE_ORDER,
} from '../components/ReleaseTab/releaseRows';
import { appendRows, refreshLimit, refreshRows } from './loadedRows';

/** Releases by number, the higher the newer. */
function page(numbers: number[], nextCursor?: string): LoadedReleases {
  const items = numbers.map(number =>
    summary({
      digest: `sha256:${String(number).padStart(64, '0')}`,
      recordedAt: `2026-10-${String(number).padStart(2, '0')}T00:00:00.000Z`,
    }),
  );
  return nextCursor ? { items, nextCursor } : { items };
}

const numbersOf = ({ items }: LoadedReleases) =>
  items.map(({ recordedAt }) => Number(recordedAt.slice(8, 10)));

describe('refreshRows', () => {
  it.each([
    [
      'takes what is fresh when nothing is loaded',
      undefined,
      page([3, 2], 'c2'),
      [3, 2],
      'c2',
    ],
    [
      'keeps older pages behind the fresh one',
      page([4, 3, 2, 1], 'c1'),
      page([4, 3], 'c3'),
      [4, 3, 2, 1],
      'c1',
    ],
    [
      'leaves no gap when new ones push others out',
      page([4, 3, 2, 1], 'c1'),
      page([6, 5], 'c5'),
      [6, 5, 4, 3, 2, 1],
      'c1',
    ],
    [
      'drops what is gone from the fresh part',
      page([4, 3, 2, 1], 'c1'),
      page([4, 2], 'c2'),
      [4, 2, 1],
      'c1',
    ],
    [
      'takes the fresh page alone when it is the whole list',
      page([4, 3, 2, 1], 'c1'),
      page([4]),
      [4],
      undefined,
    ],
    [
      'takes the fresh cursor when nothing older is loaded',
      page([2, 1], 'old'),
      page([2, 1], 'new'),
      [2, 1],
      'new',
    ],
  ])('%s', (_, loaded, fresh, numbers, cursor) => {
    const rows = refreshRows(loaded, fresh, RELEASE_ORDER);
    expect(numbersOf(rows)).toEqual(numbers);
    expect(rows.nextCursor).toBe(cursor);
  });

  it('shows what changed in a release', () => {
    const fresh = page([2], 'c2');
    fresh.items[0].level = 'strong';
    expect(refreshRows(page([2, 1]), fresh, RELEASE_ORDER).items[0].level).toBe(
      'strong',
    );
  });
});

describe('appendRows', () => {
  it('adds an older page once', () => {
    const rows = appendRows(page([4, 3], 'c3'), page([3, 2, 1]), RELEASE_ORDER);
    expect(numbersOf(rows)).toEqual([4, 3, 2, 1]);
    expect(rows.nextCursor).toBeUndefined();
  });

  it('keeps releases of several components that share a digest', () => {
    const theirs = page([3]);
    theirs.items[0].component = 'component:default/other';
    expect(
      appendRows(page([3], 'c3'), theirs, RELEASE_ORDER).items,
    ).toHaveLength(2);
  });
});

describe('refreshLimit', () => {
  it.each([
    [0, 20],
    [20, 20],
    [21, 40],
    [100, 100],
    [240, 100],
  ])('refreshes of %d loaded releases %d', (loaded, limit) => {
    expect(refreshLimit(loaded)).toBe(limit);
  });
});
