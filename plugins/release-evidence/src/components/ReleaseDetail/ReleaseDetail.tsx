import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { parseDigest } from 'backstage-plugin-release-evidence-common';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { releaseEvidenceApiRef } from '../../api';
import { useLive } from '../../live/useLive';
import { useTexts } from '../../translations';
import { FailedState } from '../states/FailedState';
import { LiveMark } from '../states/LiveMark';
import { LoadingState } from '../states/LoadingState';
import { isHidden } from '../states/refusal';
import { ReleaseSections } from './ReleaseSections';
import { UnknownRelease } from './UnknownRelease';
import { useDetailView } from './useDetailView';

/** One release: why it may be trusted, and the proof. */
export const ReleaseDetail = () => {
  const t = useTexts();
  const api = useApi(releaseEvidenceApiRef);
  const { entity } = useEntity();
  const { digest: given = '' } = useParams();
  const digest = parseDigest(given);
  const [view, showStage] = useDetailView();
  const { environment } = view;
  const component = stringifyEntityRef(entity);

  const ask = useCallback(
    async () =>
      digest ? api.getRelease(digest, { component, environment }) : undefined,
    [api, component, digest, environment],
  );
  const live = useLive(`${component} ${given}`, ask);
  const { value: release, error, retry } = live;

  if (!digest || (error && isHidden(error))) {
    return <UnknownRelease component={entity.metadata.name} given={given} />;
  }
  if (!release) {
    return error ? (
      <FailedState error={error} onRetry={retry} />
    ) : (
      <LoadingState label={t('detail.loading')} boxes={5} />
    );
  }
  return (
    <ReleaseSections
      release={release}
      view={view}
      onStage={showStage}
      mark={<LiveMark live={live} />}
    />
  );
};
