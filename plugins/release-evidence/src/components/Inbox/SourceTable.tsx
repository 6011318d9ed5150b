import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeliveryCounts,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { RowGroup, RowTable } from '../RowTable/RowTable';
import { SourceRow } from './SourceRow';

const ORDER: SourceHealth['status'][] = [
  'failing',
  'silent',
  'not-served',
  'ok',
];

const useStyles = makeStyles(theme => ({
  title: { padding: theme.spacing(2, 2, 1) },
}));

/** The sources, those in trouble first. */
export const SourceTable = (props: {
  sources: SourceHealth[];
  counts: DeliveryCounts;
  onReplayed: () => void;
}) => {
  const { sources, counts, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const columns = [
    t('source.source'),
    t('source.health'),
    t('source.lastAccepted'),
    t('source.lastRefused'),
    t('source.waiting'),
    t('source.dead'),
  ];
  return (
    <Paper component="section" aria-labelledby={heading}>
      <Typography
        id={heading}
        className={classes.title}
        variant="h6"
        component="h3"
      >
        {t('source.title')}
      </Typography>
      <RowTable label={t('source.title')} columns={columns}>
        <RowGroup>
          {inOrder(sources).map(source => (
            <SourceRow
              key={source.id}
              source={source}
              counts={counts}
              columns={columns}
              onReplayed={onReplayed}
            />
          ))}
        </RowGroup>
      </RowTable>
    </Paper>
  );
};

function inOrder(sources: SourceHealth[]): SourceHealth[] {
  return [...sources].sort(
    (a, b) =>
      ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
      a.id.localeCompare(b.id),
  );
}
