import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  DELIVERY_STATUSES,
  DeliveryStatus,
} from 'backstage-plugin-release-evidence-common';
import { useEffect, useId, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { useTexts } from '../../translations';
import { Choice } from '../Choice/Choice';
import type { DeliveryFilters, Period } from './useDeliveryFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    '& > *': { flex: '1 1 150px' },
    '@media print': { display: 'none' },
  },
}));

const TYPING_MS = 300;

/** Narrows the list of deliveries. */
export const DeliveryFilterBar = (props: {
  /** Those that may be chosen; one that the filters name always is. */
  sources: string[];
  filters: DeliveryFilters;
  onFilter: (filters: DeliveryFilters) => void;
}) => {
  const { sources, filters, onFilter } = props;
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  const named = filters.source ? [...sources, filters.source] : sources;
  return (
    <div
      role="search"
      aria-label={t('delivery.filters')}
      className={classes.root}
    >
      <Choice
        id={`${id}-status`}
        label={t('delivery.status')}
        value={filters.status ?? ''}
        onChoose={status =>
          onFilter({
            ...filters,
            status: (status || undefined) as DeliveryStatus | undefined,
          })
        }
      >
        <option value="">{t('delivery.anyStatus')}</option>
        {DELIVERY_STATUSES.map(status => (
          <option key={status} value={status}>
            {t(`deliveryStatus.${status}`)}
          </option>
        ))}
      </Choice>
      <Choice
        id={`${id}-source`}
        label={t('delivery.source')}
        value={filters.source ?? ''}
        onChoose={source =>
          onFilter({ ...filters, source: source || undefined })
        }
      >
        <option value="">{t('delivery.anySource')}</option>
        {[...new Set(named)].sort().map(source => (
          <option key={source} value={source}>
            {source}
          </option>
        ))}
      </Choice>
      <Choice
        id={`${id}-since`}
        label={t('delivery.since')}
        value={filters.since ?? ''}
        onChoose={since =>
          onFilter({
            ...filters,
            since: (since || undefined) as Period | undefined,
          })
        }
      >
        <option value="">{t('delivery.anyTime')}</option>
        <option value="hour">{t('delivery.sinceHour')}</option>
        <option value="day">{t('delivery.sinceDay')}</option>
        <option value="week">{t('delivery.sinceWeek')}</option>
      </Choice>
      <TypedFilter
        id={`${id}-type`}
        label={t('delivery.type')}
        hint={t('delivery.typeHint')}
        value={filters.type ?? ''}
        onType={type => onFilter({ ...filters, type: type || undefined })}
      />
      <TypedFilter
        id={`${id}-text`}
        label={t('delivery.text')}
        hint={t('delivery.textHint')}
        value={filters.text ?? ''}
        onType={text => onFilter({ ...filters, text: text || undefined })}
      />
    </div>
  );
};

/** Asks once somebody has stopped typing, not for every letter. */
function TypedFilter(props: {
  id: string;
  label: string;
  hint: string;
  value: string;
  onType: (value: string) => void;
}) {
  const { id, label, hint, value, onType } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useDebounce(
    () => {
      if (typed !== value) {
        onType(typed);
      }
    },
    TYPING_MS,
    [typed],
  );
  return (
    <TextField
      id={id}
      type="search"
      size="small"
      variant="outlined"
      label={label}
      placeholder={hint}
      InputLabelProps={{ shrink: true }}
      inputProps={{ maxLength: 200 }}
      value={typed}
      onChange={event => setTyped(event.target.value)}
    />
  );
}
