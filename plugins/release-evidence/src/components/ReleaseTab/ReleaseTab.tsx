import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../translations';
import { FailedState } from '../states/FailedState';
import { HiddenState } from '../states/HiddenState';
import { LiveMark } from '../states/LiveMark';
import { LoadingState } from '../states/LoadingState';
import { isHidden } from '../states/refusal';
import { EmptyReleases } from './EmptyReleases';
import { EnvironmentCards } from './EnvironmentCards';
import { ReleaseList } from './ReleaseList';
import { tabSentence } from './tabSentence';
import { useReleaseFilters } from './useReleaseFilters';
import { TabFacts, useReleaseTab } from './useReleaseTab';

const useStyles = makeStyles(theme => ({
  sentence: { marginBottom: theme.spacing(0.5) },
}));

/** What of a component runs where, and all its releases. */
export const ReleaseTab = () => {
  const classes = useStyles();
  const t = useTexts();
  const { entity } = useEntity();
  const component = stringifyEntityRef(entity);
  const [filters, changeFilters] = useReleaseFilters();
  const tab = useReleaseTab(component, filters);
  const { value, error, retry } = tab;

  if (error && isHidden(error)) {
    return <HiddenState component={entity.metadata.name} />;
  }
  if (!value) {
    return error ? (
      <FailedState error={error} onRetry={retry} />
    ) : (
      <LoadingState label={t('state.loading')} boxes={2} />
    );
  }
  if (hasNoRelease(value)) {
    return <EmptyReleases entity={entity} />;
  }
  const { environments } = value.overview;
  return (
    <>
      <Typography className={classes.sentence} variant="h5" component="h2">
        {tabSentence(t, environments, value.releases.items[0])}
      </Typography>
      <LiveMark live={tab} />
      <EnvironmentCards environments={environments} />
      <ReleaseList
        tab={tab}
        facts={value}
        filters={filters}
        onFilter={changeFilters}
      />
    </>
  );
};

/** Whether there is none at all, not only none that the filters let through. */
function hasNoRelease({ overview, filters, releases }: TabFacts): boolean {
  return (
    releases.items.length === 0 &&
    filters.level === undefined &&
    overview.environments.every(({ latest }) => latest === null)
  );
}
