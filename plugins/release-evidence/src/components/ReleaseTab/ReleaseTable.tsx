import type { ReleaseSummary } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { RowGroup, RowTable } from '../RowTable/RowTable';
import { keyOf } from './releaseRows';
import { ReleaseRow } from './ReleaseRow';

/** Releases as a table. */
export const ReleaseTable = (props: {
  releases: ReleaseSummary[];
  scoredFor: string | undefined;
  environments: string[];
}) => {
  const { releases, scoredFor, environments } = props;
  const t = useTexts();
  const columns = [
    t('releases.release'),
    t('releases.source'),
    t('releases.recorded'),
    scoredFor
      ? t('releases.levelForEnvironment', { environment: scoredFor })
      : t('releases.levelIs'),
    t('releases.runsIn'),
  ];
  return (
    <RowTable label={t('tab.releases')} columns={columns}>
      <RowGroup>
        {releases.map(release => (
          <ReleaseRow
            key={keyOf(release)}
            release={release}
            columns={columns}
            environment={scoredFor}
            environments={environments}
          />
        ))}
      </RowGroup>
    </RowTable>
  );
};
