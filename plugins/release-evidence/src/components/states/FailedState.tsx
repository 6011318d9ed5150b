import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../translations';

const useStyles = makeStyles(theme => ({
  retry: { marginTop: theme.spacing(2) },
}));

/** For an answer that did not come, or could not be read. */
export const FailedState = (props: { error: Error; onRetry: () => void }) => {
  const classes = useStyles();
  const t = useTexts();
  return (
    <>
      <ResponseErrorPanel title={t('state.failed')} error={props.error} />
      <Button
        className={classes.retry}
        variant="outlined"
        onClick={props.onRetry}
      >
        {t('state.retry')}
      </Button>
    </>
  );
};
