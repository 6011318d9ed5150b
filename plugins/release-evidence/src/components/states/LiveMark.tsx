import { makeStyles } from '@material-ui/core/styles';
import type { Live } from '../../live/useLive';
import { useTexts } from '../../translations';
import { exact } from '../Moment/moments';
import { StatusWord } from '../Status/StatusWord';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    fontSize: theme.typography.pxToRem(12),
    // One line whether all is well or not, so that nothing moves.
    minHeight: theme.spacing(2.5),
    '@media print': { display: 'none' },
  },
}));

/** Says whether what is shown is still being kept up to date. */
export const LiveMark = (props: {
  live: Pick<Live<unknown>, 'error' | 'learntAt'>;
}) => {
  const { error, learntAt } = props.live;
  const classes = useStyles();
  const t = useTexts();
  return (
    <p className={classes.root} role="status">
      {error && learntAt !== undefined ? (
        <StatusWord
          shape="triangle"
          tone="warning"
          word={t('live.stale', {
            time: exact(new Date(learntAt).toISOString()),
          })}
        />
      ) : (
        <StatusWord shape="ring" tone="quiet" word={t('live.on')} />
      )}
    </p>
  );
};
