import type { CreateCSSProperties } from '@material-ui/core/styles/withStyles';
import type { Theme } from '@material-ui/core/styles';

/**
 * How a page goes to paper: dark ink on white whatever the theme. Browsers
 * leave backgrounds out unless asked, and light ink would be lost then.
 */
export function onPaper(theme: Theme): Record<string, CreateCSSProperties> {
  const { black, white } = theme.palette.common;
  return {
    '@media print': {
      background: white,
      '&, & *': {
        color: `${black} !important`,
        borderColor: `${black} !important`,
        boxShadow: 'none !important',
      },
      '& *': { background: 'none !important' },
    },
  };
}

/**
 * For what is `hidden` on a screen, because something else is looked at: on
 * paper nothing can be opened, so it shows all the same.
 */
export function shownOnPaper(
  display: 'block' | 'grid' | 'table-row',
): Record<string, CreateCSSProperties> {
  return {
    '@media screen': { '&[hidden]': { display: 'none' } },
    '@media print': { '&[hidden]': { display } },
  };
}

/** For what only paper needs. */
export const ONLY_ON_PAPER = { '@media screen': { display: 'none' } };
