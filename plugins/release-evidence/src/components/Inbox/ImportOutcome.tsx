import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import TableRow from '@material-ui/core/TableRow';
import type { ImportAnswer } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { RowCell, RowGroup, RowTable } from '../RowTable/RowTable';

const useStyles = makeStyles(theme => ({
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(0, 0, 2),
    '& dt': { color: theme.palette.textSubtle },
    '& dd': {
      margin: 0,
      fontSize: theme.typography.pxToRem(20),
      fontWeight: 600,
    },
  },
  reason: { overflowWrap: 'anywhere' },
}));

/** What became of the lines of an import. */
export const ImportOutcome = (props: { outcome: ImportAnswer }) => {
  const { accepted, duplicate, failed, failedTotal } = props.outcome;
  const classes = useStyles();
  const t = useTexts();
  const columns = [t('import.line'), t('import.reason')];
  return (
    <div role="status">
      <dl className={classes.counts}>
        {(
          [
            [t('import.accepted'), accepted],
            [t('import.duplicate'), duplicate],
            [t('import.refused'), failedTotal],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {failed.length > 0 && (
        <RowTable label={t('import.refusedLines')} columns={columns}>
          <RowGroup>
            {failed.map(({ line, reason }) => (
              <TableRow key={line} role="row">
                <RowCell column={columns[0]} heading>
                  {line}
                </RowCell>
                <RowCell column={columns[1]}>
                  <span className={classes.reason}>{reason}</span>
                </RowCell>
              </TableRow>
            ))}
          </RowGroup>
        </RowTable>
      )}
      {failedTotal > failed.length && (
        <Typography variant="body2">
          {t('import.firstOnly', { number: String(failed.length) })}
        </Typography>
      )}
    </div>
  );
};
