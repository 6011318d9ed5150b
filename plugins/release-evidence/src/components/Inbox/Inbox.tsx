import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../translations';
import { FailedState } from '../states/FailedState';
import { LiveMark } from '../states/LiveMark';
import { LoadingState } from '../states/LoadingState';
import { isDenied } from '../states/refusal';
import { DeliveryList } from './DeliveryList';
import { HiddenInbox } from './HiddenInbox';
import { ImportButton } from './ImportButton';
import { inboxSentence } from './inboxSentence';
import { NoSources } from './NoSources';
import { SourceTable } from './SourceTable';
import { useDeliveryFilters } from './useDeliveryFilters';
import { InboxFacts, useInbox } from './useInbox';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 3),
  },
  answer: { flex: '1 1 300px' },
  sentence: {
    marginBottom: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
}));

/** How the sources are doing, and what they delivered. */
export const Inbox = () => {
  const classes = useStyles();
  const t = useTexts();
  const [filters, changeFilters] = useDeliveryFilters();
  const inbox = useInbox(filters);
  const { value, error, retry } = inbox;

  if (error && isDenied(error)) {
    return <HiddenInbox />;
  }
  if (!value) {
    return error ? (
      <FailedState error={error} onRetry={retry} />
    ) : (
      <LoadingState label={t('inbox.loading')} boxes={1} />
    );
  }
  if (hasNothing(value)) {
    return <NoSources />;
  }
  return (
    <div className={classes.root}>
      <header className={classes.head}>
        <div className={classes.answer}>
          <Typography className={classes.sentence} variant="h5" component="h2">
            {inboxSentence(t, value.sources, value.counts)}
          </Typography>
          <LiveMark live={inbox} />
        </div>
        <ImportButton onImported={retry} />
      </header>
      <SourceTable
        sources={value.sources}
        counts={value.counts}
        onReplayed={retry}
      />
      <DeliveryList
        inbox={inbox}
        facts={value}
        filters={filters}
        onFilter={changeFilters}
      />
    </div>
  );
};

function hasNothing({ sources, deliveries, counts }: InboxFacts): boolean {
  return (
    sources.length === 0 &&
    deliveries.items.length === 0 &&
    counts.counts.length === 0
  );
}
