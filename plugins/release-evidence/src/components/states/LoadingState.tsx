import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { VisuallyHidden } from '../Digest/VisuallyHidden';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: `repeat(auto-fill, minmax(${theme.spacing(
      36,
    )}px, 1fr))`,
    gap: theme.spacing(2),
    margin: theme.spacing(3, 0),
  },
}));

/** The outline of a page whose first answer is on its way. */
export const LoadingState = (props: { label: string; boxes: number }) => {
  const classes = useStyles();
  return (
    <div role="status">
      <VisuallyHidden>{props.label}</VisuallyHidden>
      <div aria-hidden data-testid="skeleton">
        <Skeleton variant="text" width="60%" height={40} />
        <div className={classes.row}>
          {Array.from({ length: props.boxes }, (_, index) => (
            <Skeleton key={index} variant="rect" height={180} />
          ))}
        </div>
        <Skeleton variant="rect" height={320} />
      </div>
    </div>
  );
};
