import {
  darken,
  getContrastRatio,
  lighten,
  Theme,
} from '@material-ui/core/styles';

/** WCAG AA for text of any size. */
const READABLE = 4.5;
const STEP = 0.05;

/** What a colour repeats; the shape and the word beside it say it first. */
export type Tone = 'good' | 'bad' | 'warning' | 'quiet' | 'accent';

/**
 * The portal's status colours, moved as little as it takes to be readable on
 * the backgrounds they stand on: a theme picks them to be seen, not to be read.
 */
export function tonesOf(theme: Theme): Record<Tone, string> {
  const { palette } = theme;
  const readable = (color: string) => readableOn(color, theme);
  return {
    good: readable(palette.status.ok),
    bad: readable(palette.status.error),
    warning: readable(palette.status.warning),
    quiet: readable(palette.textSubtle),
    accent: readable(palette.primary.main),
  };
}

/** A colour that can be read on paper and on the page's ground alike. */
export function readableOn(color: string, { palette }: Theme): string {
  const grounds = [palette.background.paper, palette.background.default];
  const move = palette.type === 'dark' ? lighten : darken;
  for (let amount = 0; amount < 1; amount += STEP) {
    const moved = move(color, amount);
    if (grounds.every(ground => getContrastRatio(moved, ground) >= READABLE)) {
      return moved;
    }
  }
  return palette.text.primary;
}
