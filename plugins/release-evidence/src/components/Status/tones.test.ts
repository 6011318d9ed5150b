import { createTheme, getContrastRatio } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { palettes } from '@backstage/theme';
import { readableOn, tonesOf } from './tones';

const themes: [string, Theme][] = (['light', 'dark'] as const).map(name => [
  name,
  createTheme({ palette: palettes[name] }),
]);

describe.each(themes)('tonesOf the %s theme', (_, theme) => {
  it.each(['good', 'bad', 'warning', 'quiet', 'accent'] as const)(
    'gives a %s that can be read on paper and on the ground',
    tone => {
      const color = tonesOf(theme)[tone];
      const { paper, default: ground } = theme.palette.background;
      expect(getContrastRatio(color, paper)).toBeGreaterThanOrEqual(4.5);
      expect(getContrastRatio(color, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

describe('readableOn', () => {
  it('leaves a color alone that can be read', () => {
    const [[, light]] = themes;
    expect(getContrastRatio('#00508c', '#ffffff')).toBeGreaterThan(4.5);
    expect(readableOn('#00508c', light)).toBe('rgb(0, 80, 140)');
  });
});
