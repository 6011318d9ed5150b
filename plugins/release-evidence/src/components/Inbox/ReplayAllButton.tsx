import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ReplayIcon from '@material-ui/icons/Replay';
import { useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { ReleaseEvidenceApi, releaseEvidenceApiRef } from '../../api';
import { useTexts } from '../../translations';
import { VisuallyHidden } from '../Digest/VisuallyHidden';
import { reasonOf } from '../states/refusal';
import { useMayReplay } from './allowances';

const useStyles = makeStyles(theme => ({
  button: { '@media print': { display: 'none' } },
  note: { fontSize: theme.typography.pxToRem(12), flexBasis: '100%' },
}));

/** Has every dead delivery of a source processed again. */
export const ReplayAllButton = (props: {
  source: string;
  dead: number;
  onReplayed: () => void;
}) => {
  const { source, dead, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const note = useId();
  const api = useApi(releaseEvidenceApiRef);
  const { allowed, denied } = useMayReplay();
  const [replay, start] = useAsyncFn(async () => {
    const replayed = await replayAll(api, source);
    onReplayed();
    return replayed;
  }, [api, source, onReplayed]);
  return (
    <>
      <Button
        className={classes.button}
        size="small"
        variant="outlined"
        startIcon={<ReplayIcon aria-hidden />}
        disabled={!allowed || replay.loading}
        aria-label={t('replay.allOf', { count: dead, source })}
        aria-describedby={denied ? note : undefined}
        onClick={start}
      >
        {t('replay.all', { count: dead })}
      </Button>
      {denied && (
        <div id={note} className={classes.note}>
          {t('replay.denied')}
        </div>
      )}
      {replay.error && (
        <div role="alert" className={classes.note}>
          {t('replay.failed', { reason: reasonOf(replay.error) })}
        </div>
      )}
      <VisuallyHidden live>
        {replay.value ? t('replay.dueAgain', { count: replay.value }) : ''}
      </VisuallyHidden>
    </>
  );
};

/** The server replays some at a time and says where to go on. */
async function replayAll(
  api: ReleaseEvidenceApi,
  source: string,
): Promise<number> {
  let replayed = 0;
  let cursor: string | undefined;
  do {
    const answer = await api.replayDeliveries({
      status: 'dead',
      source,
      cursor,
    });
    replayed += answer.replayed;
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  return replayed;
}
