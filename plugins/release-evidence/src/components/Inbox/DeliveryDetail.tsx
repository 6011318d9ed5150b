import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect } from 'react';
import { useParams } from 'react-router-dom';
import { releaseEvidenceApiRef } from '../../api';
import { useLive } from '../../live/useLive';
import { useTexts } from '../../translations';
import { FailedState } from '../states/FailedState';
import { LiveMark } from '../states/LiveMark';
import { LoadingState } from '../states/LoadingState';
import { isDenied } from '../states/refusal';
import { DeliverySections } from './DeliverySections';
import { HiddenInbox } from './HiddenInbox';
import { isNoDelivery, UnknownDelivery } from './UnknownDelivery';

/** What is being worked on is looked at more often. */
const WHILE_PENDING_MS = 1_000;

/** One delivery: what came, and what was made of it. */
export const DeliveryDetail = () => {
  const t = useTexts();
  const api = useApi(releaseEvidenceApiRef);
  const { id = '' } = useParams();
  const ask = useCallback(() => api.getDelivery(id), [api, id]);
  const live = useLive(id, ask);
  const { value: delivery, error, retry } = live;

  const pending = delivery?.status === 'pending';
  useEffect(() => {
    if (!pending) {
      return undefined;
    }
    const timer = setInterval(retry, WHILE_PENDING_MS);
    return () => clearInterval(timer);
  }, [pending, retry]);

  if (error && isDenied(error)) {
    return <HiddenInbox />;
  }
  if (error && isNoDelivery(error)) {
    return <UnknownDelivery id={id} />;
  }
  if (!delivery) {
    return error ? (
      <FailedState error={error} onRetry={retry} />
    ) : (
      <LoadingState label={t('inbox.loadingDelivery')} boxes={2} />
    );
  }
  return (
    <DeliverySections
      delivery={delivery}
      mark={<LiveMark live={live} />}
      onReplayed={retry}
    />
  );
};
