import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  name: {
    margin: theme.spacing(1, 0, 0.25),
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 600,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
    gap: theme.spacing(0.25, 3),
    margin: 0,
  },
}));

/** Facts that belong together, under a name of their own. */
export const FactGroup = (props: { name?: string; children: ReactNode }) => {
  const { name, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <>
      {name && (
        <div id={id} className={classes.name}>
          {name}
        </div>
      )}
      <dl className={classes.facts} aria-labelledby={name ? id : undefined}>
        {children}
      </dl>
    </>
  );
};
