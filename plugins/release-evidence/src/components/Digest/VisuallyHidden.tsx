import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    padding: 0,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
    border: 0,
  },
});

/** Words for screen readers only; live ones are read when they change. */
export const VisuallyHidden = (props: {
  children: ReactNode;
  live?: boolean;
}) => {
  const classes = useStyles();
  return (
    <span className={classes.root} role={props.live ? 'status' : undefined}>
      {props.children}
    </span>
  );
};
