import { summary } from '../../__testUtils__/fixtures';
import { mentions } from './releaseRows';

describe('mentions', () => {
  const release = summary();
  it.each([
    ['its tag', '1.4.2', true],
    ['its digest', 'sha256:abab', true],
    ['its commit', '01234567', true],
    ['its title, letter case aside', 'CURRENCY', true],
    ['anything, when nothing is asked for', '  ', true],
    ['something else', 'refund', false],
  ])('finds %s', (_, text, found) => {
    expect(mentions(release, text)).toBe(found);
  });

  it('can do without source and title', () => {
    expect(mentions(summary({ source: null, title: null }), 'x')).toBe(false);
  });
});
