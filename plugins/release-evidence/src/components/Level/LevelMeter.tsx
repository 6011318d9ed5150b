import { makeStyles } from '@material-ui/core/styles';
import { Level, LEVELS } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { tonesOf } from '../Status/tones';
import { stepsOf } from './level';

// Paper shows borders, not backgrounds: so thick that they fill the step.
const solidOnPaper = { '@media print': { borderWidth: '0.175em' } };

const useStyles = makeStyles(theme => {
  const tones = tonesOf(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      whiteSpace: 'nowrap',
    },
    name: {
      fontWeight: 600,
    },
    steps: {
      display: 'inline-flex',
      alignItems: 'flex-end',
      gap: 2,
      height: '1em',
    },
    step: {
      width: '0.35em',
      border: `1px solid ${tones.quiet}`,
      borderRadius: 1,
    },
    filled: {
      background: tones.accent,
      borderColor: tones.accent,
      ...solidOnPaper,
    },
    ground: {
      background: tones.quiet,
      ...solidOnPaper,
    },
    large: { fontSize: theme.typography.pxToRem(18) },
  };
});

const HEIGHTS = ['25%', '50%', '75%', '100%'];

/** A level: four rising steps, filled up to it, and its name. */
export const LevelMeter = (props: { level: Level; large?: boolean }) => {
  const { level, large } = props;
  const classes = useStyles();
  const t = useTexts();
  const filled = stepsOf(level);
  const fill = level === 'none' ? classes.ground : classes.filled;
  return (
    <span className={`${classes.root} ${large ? classes.large : ''}`}>
      <span aria-hidden className={classes.steps}>
        {LEVELS.map((step, index) => (
          <span
            key={step}
            data-testid="meter-step"
            data-filled={index < filled}
            className={`${classes.step} ${index < filled ? fill : ''}`}
            style={{ height: HEIGHTS[index] }}
          />
        ))}
      </span>
      <span className={classes.name}>{t(`level.${level}`)}</span>
    </span>
  );
};
