import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import { useTexts } from '../../translations';
import { reasonOf } from '../states/refusal';
import { ReleaseFilterBar } from './ReleaseFilterBar';
import { ReleaseTable } from './ReleaseTable';
import { mentions } from './releaseRows';
import type { ReleaseFilters } from './useReleaseFilters';
import type { LiveTab, TabFacts } from './useReleaseTab';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
  },
  title: { marginBottom: 0 },
  count: { color: theme.palette.textSubtle },
  foot: {
    padding: theme.spacing(2),
    '@media print': { display: 'none' },
  },
  note: { padding: theme.spacing(2) },
}));

/** All releases of the component, newest first. */
export const ReleaseList = (props: {
  tab: LiveTab;
  facts: TabFacts;
  filters: ReleaseFilters;
  onFilter: (filters: ReleaseFilters) => void;
}) => {
  const { tab, facts, filters, onFilter } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const [text, setText] = useState('');
  const loaded = facts.releases.items;
  const shown = loaded.filter(release => mentions(release, text));
  const environments = facts.overview.environments.map(
    ({ environment }) => environment,
  );
  const scoredFor =
    facts.filters.environment ?? environments[environments.length - 1];

  return (
    <Paper component="section" aria-labelledby={heading}>
      <div className={classes.head}>
        <div>
          <Typography
            id={heading}
            className={classes.title}
            variant="h6"
            component="h3"
          >
            {t('tab.releases')}
          </Typography>
          <Typography className={classes.count} variant="body2" role="status">
            {text
              ? t('releases.shownOf', {
                  shown: String(shown.length),
                  loaded: String(loaded.length),
                })
              : t('releases.shown', { count: loaded.length })}
          </Typography>
        </div>
        <ReleaseFilterBar
          environments={environments}
          scoredFor={scoredFor}
          filters={filters}
          onFilter={onFilter}
          text={text}
          onText={setText}
        />
      </div>
      {shown.length > 0 ? (
        <ReleaseTable
          releases={shown}
          scoredFor={scoredFor}
          environments={environments}
        />
      ) : (
        <div className={classes.note}>
          <Typography>
            {loaded.length === 0 && facts.filters.level && scoredFor
              ? t('releases.noneAtLevel', {
                  stand: t(`stand.${facts.filters.level}`),
                  environment: scoredFor,
                })
              : t('releases.noneMatch')}
          </Typography>
          <Button
            onClick={() => {
              setText('');
              onFilter({ environment: filters.environment });
            }}
          >
            {t('releases.clear')}
          </Button>
        </div>
      )}
      {facts.releases.nextCursor && (
        <div className={classes.foot}>
          <Button
            variant="outlined"
            disabled={tab.loadingMore}
            onClick={tab.loadMore}
          >
            {t('releases.more')}
          </Button>
          {tab.moreError && (
            <Typography role="alert" variant="body2">
              {t('releases.moreFailed', { reason: reasonOf(tab.moreError) })}
            </Typography>
          )}
        </div>
      )}
    </Paper>
  );
};
