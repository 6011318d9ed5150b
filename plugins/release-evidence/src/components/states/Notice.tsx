import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: 720,
    padding: theme.spacing(2, 0),
    // A digest has no place to break at.
    overflowWrap: 'anywhere',
  },
  text: { marginBottom: theme.spacing(3) },
}));

/**
 * In place of what cannot be shown: why, and what to do. The portal's own empty
 * state has a heading of the fifth level, which leaves a gap in the outline
 * that screen readers go by.
 */
export const Notice = (props: {
  title: string;
  text: string;
  /** What to do about it. */
  children?: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <section className={classes.root}>
      <Typography variant="h5" component="h2" gutterBottom>
        {props.title}
      </Typography>
      <Typography className={classes.text}>{props.text}</Typography>
      {props.children}
    </section>
  );
};
