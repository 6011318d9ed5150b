import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import DonutLargeIcon from '@material-ui/icons/DonutLarge';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ReportIcon from '@material-ui/icons/Report';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import StopIcon from '@material-ui/icons/Stop';
import { Tone, tonesOf } from './tones';

/** A shape that a status has everywhere in the plugin. */
export type Shape =
  | 'check'
  | 'octagon'
  | 'question'
  | 'triangle'
  | 'ring'
  | 'hourglass'
  | 'circle'
  | 'square';

const ICONS: Record<Shape, typeof CheckCircleIcon> = {
  check: CheckCircleIcon,
  octagon: ReportIcon,
  question: HelpOutlineIcon,
  triangle: ReportProblemOutlinedIcon,
  ring: DonutLargeIcon,
  hourglass: HourglassEmptyIcon,
  circle: RadioButtonUncheckedIcon,
  square: StopIcon,
};

const useStyles = makeStyles(theme => {
  const tones = tonesOf(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      verticalAlign: 'bottom',
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: '1.15em' },
    good: { color: tones.good },
    bad: { color: tones.bad },
    warning: { color: tones.warning },
    quiet: { color: tones.quiet },
    accent: { color: tones.accent },
  };
});

/** A status: a shape and a word; the colour only repeats them. */
export const StatusWord = (props: {
  shape: Shape;
  tone: Tone;
  word: string;
}) => {
  const classes = useStyles();
  const Icon = ICONS[props.shape];
  return (
    <span className={`${classes.root} ${classes[props.tone]}`}>
      <Icon aria-hidden className={classes.icon} />
      {props.word}
    </span>
  );
};
