import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { Level, LEVELS } from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { Choice } from '../Choice/Choice';
import type { ReleaseFilters } from './useReleaseFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    flex: '1 1 520px',
    maxWidth: 680,
    '& > *': { flex: '1 1 140px' },
    '& > :first-child': { flexBasis: 200 },
    [theme.breakpoints.down('xs')]: { flexBasis: '100%' },
    '@media print': { display: 'none' },
  },
}));

/** Narrows the list of releases. */
export const ReleaseFilterBar = (props: {
  environments: string[];
  scoredFor: string | undefined;
  filters: ReleaseFilters;
  onFilter: (filters: ReleaseFilters) => void;
  text: string;
  onText: (text: string) => void;
}) => {
  const { environments, scoredFor, filters, onFilter, text, onText } = props;
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  return (
    <div
      role="search"
      aria-label={t('releases.filters')}
      className={classes.root}
    >
      <TextField
        id={`${id}-text`}
        type="search"
        size="small"
        variant="outlined"
        label={t('releases.text')}
        placeholder={t('releases.textHint')}
        InputLabelProps={{ shrink: true }}
        value={text}
        onChange={event => onText(event.target.value)}
      />
      {environments.length > 1 && (
        <Choice
          id={`${id}-environment`}
          label={t('releases.levelFor')}
          value={filters.environment ?? scoredFor ?? ''}
          onChoose={environment => onFilter({ ...filters, environment })}
        >
          {environments.map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Choice>
      )}
      {environments.length > 0 && (
        <Choice
          id={`${id}-level`}
          label={t('releases.levelIs')}
          value={filters.level ?? ''}
          onChoose={level =>
            onFilter({ ...filters, level: (level || undefined) as Level })
          }
        >
          <option value="">{t('releases.anyLevel')}</option>
          {LEVELS.map(level => (
            <option key={level} value={level}>
              {t(`level.${level}`)}
            </option>
          ))}
        </Choice>
      )}
    </div>
  );
};
