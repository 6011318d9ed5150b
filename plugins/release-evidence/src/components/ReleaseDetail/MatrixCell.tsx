import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportIcon from '@material-ui/icons/Report';
import type {
  CellLevel,
  Control,
} from 'backstage-plugin-release-evidence-common';
import { Texts, useTexts } from '../../translations';
import { tonesOf } from '../Status/tones';
import type { Step } from './matrixSteps';

const HEIGHTS: Record<CellLevel, number> = {
  minimum: 52,
  better: 68,
  strong: 84,
};

const useStyles = makeStyles(theme => {
  const tones = tonesOf(theme);
  return {
    root: {
      width: '100%',
      padding: theme.spacing(0.5, 1),
      display: 'flex',
      gap: theme.spacing(0.75),
      justifyContent: 'flex-start',
      textAlign: 'left',
      fontSize: theme.typography.pxToRem(14),
      border: '2px solid transparent',
      borderRadius: theme.shape.borderRadius,
      '&:focus-visible, &[aria-expanded=true]': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: 1,
        zIndex: 1,
      },
    },
    reached: {
      background: theme.palette.primary.main,
      color: theme.palette.primary.contrastText,
      fontWeight: 600,
      '@media print': { borderColor: theme.palette.common.black },
    },
    next: {
      borderColor: tones.accent,
      background: theme.palette.background.paper,
      fontWeight: 600,
    },
    later: {
      border: `1px dashed ${theme.palette.textSubtle}`,
      color: theme.palette.textSubtle,
    },
    words: { flex: 1 },
    refused: { color: tones.bad },
    chevron: {
      [theme.breakpoints.down('xs')]: { display: 'none' },
      '@media print': { display: 'none' },
    },
    open: { transform: 'rotate(180deg)' },
  };
});

/** One step of a control; it opens the requirements of its cell. */
export const MatrixCell = (props: {
  control: Control;
  step: Step;
  open: boolean;
  panel: string;
  onToggle: () => void;
}) => {
  const { control, step, open, panel, onToggle } = props;
  const { cell, state, notMet } = step;
  const classes = useStyles();
  const t = useTexts();
  const words = wordsOf(t, step);
  const Icon = iconOf(step);
  const name = {
    control: t(`control.${control}`),
    level: t(`level.${cell.level}`),
    state: words,
  };
  return (
    <ButtonBase
      className={`${classes.root} ${classes[state]}`}
      style={{ minHeight: HEIGHTS[cell.level] }}
      aria-expanded={open}
      aria-controls={panel}
      aria-label={
        state === 'next' ? t('matrix.cellNext', name) : t('matrix.cell', name)
      }
      onClick={onToggle}
    >
      <Icon
        aria-hidden
        fontSize="small"
        className={notMet > 0 && state === 'next' ? classes.refused : undefined}
      />
      <span className={classes.words}>{words}</span>
      <ExpandMoreIcon
        aria-hidden
        fontSize="small"
        className={`${classes.chevron} ${open ? classes.open : ''}`}
      />
    </ButtonBase>
  );
};

/** What evidence speaks against comes before what only lacks evidence. */
function iconOf({ notMet, unknown }: Step) {
  if (notMet > 0) {
    return ReportIcon;
  }
  return unknown > 0 ? HelpOutlineIcon : CheckCircleIcon;
}

function wordsOf(t: Texts, { state, ...counts }: Step): string {
  if (state === 'reached') {
    return t('matrix.reached');
  }
  const notMet = String(counts.notMet);
  const unknown = String(counts.unknown);
  const total = String(counts.total);
  if (counts.notMet > 0) {
    return counts.unknown > 0
      ? t('matrix.refusedAndLacking', { notMet, unknown })
      : t('matrix.refused', { notMet, total });
  }
  return counts.unknown > 0
    ? t('matrix.lacking', { unknown, total })
    : t('matrix.metNotCounted');
}
