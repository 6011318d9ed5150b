import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { RowGroup, RowTable } from '../RowTable/RowTable';
import { reasonOf } from '../states/refusal';
import { DeliveryFilterBar } from './DeliveryFilterBar';
import { DeliveryRow } from './DeliveryRow';
import { DeliveryFilters, filtersSearch } from './useDeliveryFilters';
import type { InboxFacts, LiveInbox } from './useInbox';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexDirection: 'column',
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

/** All deliveries, newest first. */
export const DeliveryList = (props: {
  inbox: LiveInbox;
  facts: InboxFacts;
  filters: DeliveryFilters;
  onFilter: (filters: DeliveryFilters) => void;
}) => {
  const { inbox, facts, filters, onFilter } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const { items, nextCursor } = facts.deliveries;
  const columns = [
    t('delivery.delivery'),
    t('delivery.source'),
    t('delivery.status'),
    t('delivery.outcome'),
    t('delivery.received'),
  ];
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
            {t('delivery.title')}
          </Typography>
          <Typography className={classes.count} variant="body2" role="status">
            {nextCursor
              ? t('delivery.shownAtLeast', { number: String(items.length) })
              : t('delivery.shown', { count: items.length })}
          </Typography>
        </div>
        <DeliveryFilterBar
          sources={[
            ...facts.sources.map(({ id }) => id),
            ...facts.counts.counts.map(({ source }) => source),
          ]}
          filters={filters}
          onFilter={onFilter}
        />
      </div>
      {items.length > 0 ? (
        <RowTable label={t('delivery.title')} columns={columns}>
          <RowGroup>
            {items.map(delivery => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                columns={columns}
              />
            ))}
          </RowGroup>
        </RowTable>
      ) : (
        <NoDelivery
          filtered={filtersSearch(filters) !== ''}
          onClear={() => onFilter({})}
        />
      )}
      {nextCursor && (
        <div className={classes.foot}>
          <Button
            variant="outlined"
            disabled={inbox.loadingMore}
            onClick={inbox.loadMore}
          >
            {t('delivery.more')}
          </Button>
          {inbox.moreError && (
            <Typography role="alert" variant="body2">
              {t('delivery.moreFailed', { reason: reasonOf(inbox.moreError) })}
            </Typography>
          )}
        </div>
      )}
    </Paper>
  );
};

function NoDelivery(props: { filtered: boolean; onClear: () => void }) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <div className={classes.note}>
      <Typography>
        {props.filtered ? t('delivery.noneMatch') : t('delivery.none')}
      </Typography>
      {props.filtered && (
        <Button onClick={props.onClear}>{t('delivery.clear')}</Button>
      )}
    </div>
  );
}
