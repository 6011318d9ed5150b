import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ReplayIcon from '@material-ui/icons/Replay';
import type { DeliveryDetail } from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { releaseEvidenceApiRef } from '../../api';
import { Texts, useTexts } from '../../translations';
import { reasonOf } from '../states/refusal';
import { useMayReplay } from './allowances';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: 320,
    '@media print': { display: 'none' },
  },
  note: {
    fontSize: theme.typography.pxToRem(12),
    minHeight: theme.spacing(2.5),
    marginTop: theme.spacing(0.5),
  },
}));

/** Has a delivery processed again, and says how that goes. */
export const ReplayButton = (props: {
  delivery: DeliveryDetail;
  onReplayed: () => void;
}) => {
  const { delivery, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const note = useId();
  const api = useApi(releaseEvidenceApiRef);
  const { allowed, denied } = useMayReplay();
  const [replay, start] = useAsyncFn(async () => {
    await api.replayDelivery(delivery.id);
    onReplayed();
    return true;
  }, [api, delivery.id, onReplayed]);
  return (
    <div className={classes.root}>
      <Button
        variant={delivery.status === 'dead' ? 'contained' : 'outlined'}
        color="primary"
        startIcon={<ReplayIcon aria-hidden />}
        disabled={!allowed || replay.loading}
        aria-describedby={note}
        onClick={start}
      >
        {t('replay.one')}
      </Button>
      <div
        id={note}
        className={classes.note}
        role={replay.error ? 'alert' : 'status'}
      >
        {denied
          ? t('replay.denied')
          : progressOf(t, replay, delivery.status === 'pending', delivery)}
      </div>
    </div>
  );
};

function progressOf(
  t: Texts,
  replay: { loading: boolean; error?: Error; value?: boolean },
  pending: boolean,
  { status }: DeliveryDetail,
): string {
  if (replay.error) {
    return t('replay.failed', { reason: reasonOf(replay.error) });
  }
  if (replay.loading || (replay.value && pending)) {
    return t('replay.replaying');
  }
  return replay.value
    ? t('replay.finished', { status: t(`deliveryStatus.${status}`) })
    : '';
}
