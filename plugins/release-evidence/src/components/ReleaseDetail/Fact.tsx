import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: `${theme.spacing(10)}px minmax(0, 1fr)`,
    gap: theme.spacing(1),
  },
  name: { color: theme.palette.textSubtle },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

/** One fact of a record, in a `dl`. */
export const Fact = (props: { name: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <dt className={classes.name}>{props.name}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </div>
  );
};
