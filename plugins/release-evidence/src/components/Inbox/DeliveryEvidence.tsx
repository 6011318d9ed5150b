import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeliveryDetail,
  EvidenceItem,
  ReleaseReference,
} from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useReleaseAddress } from '../../routes';
import { useTexts } from '../../translations';
import { DigestCode } from '../Digest/Digest';
import { Moment, Sentence } from '../Moment/Moment';
import { RowCell, RowGroup, RowTable } from '../RowTable/RowTable';

const useStyles = makeStyles(theme => ({
  summary: { fontWeight: 600, overflowWrap: 'anywhere' },
  id: {
    color: theme.palette.textSubtle,
    fontFamily: 'monospace',
    fontSize: theme.typography.pxToRem(11),
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.textSubtle },
}));

/** The records that were read out of a delivery, and where they ended up. */
export const DeliveryEvidence = (props: { delivery: DeliveryDetail }) => {
  const { evidence, releases } = props.delivery;
  const t = useTexts();
  const heading = useId();
  const columns = [
    t('evidence.record'),
    t('evidence.subject'),
    t('evidence.occurred'),
    t('evidence.proof'),
  ];
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3" gutterBottom>
        {t('deliveryDetail.evidence')}
      </Typography>
      {evidence.length > 0 ? (
        <Paper>
          <RowTable label={t('deliveryDetail.evidence')} columns={columns}>
            <RowGroup>
              {evidence.map(item => (
                <RecordRow
                  key={item.id}
                  item={item}
                  releases={releases.filter(
                    ({ digest }) => digest === item.subject,
                  )}
                  columns={columns}
                />
              ))}
            </RowGroup>
          </RowTable>
        </Paper>
      ) : (
        <p>{t('deliveryDetail.noEvidence')}</p>
      )}
    </section>
  );
};

function RecordRow(props: {
  item: EvidenceItem;
  releases: ReleaseReference[];
  columns: string[];
}) {
  const { item, releases, columns } = props;
  const classes = useStyles();
  const t = useTexts();
  const addressOf = useReleaseAddress();
  const [release] = releases;
  return (
    <TableRow role="row">
      <RowCell column={columns[0]} heading>
        <div className={classes.summary}>
          <Sentence>{item.summary}</Sentence>
        </div>
        <div className={classes.id}>{item.id}</div>
      </RowCell>
      <RowCell column={columns[1]}>
        {item.subject ? (
          <DigestCode
            digest={item.subject}
            to={release && addressOf(release)}
          />
        ) : (
          <span className={classes.quiet}>{t('evidence.noSubject')}</span>
        )}
        {releases.map(of => (
          <div key={of.component}>
            <Link to={addressOf(of)}>
              {t('deliveryDetail.releaseOf', {
                component: parseEntityRef(of.component).name,
              })}
            </Link>
          </div>
        ))}
      </RowCell>
      <RowCell column={columns[2]}>
        <Moment at={item.occurredAt} stacked />
      </RowCell>
      <RowCell column={columns[3]}>
        {item.link && <Link to={item.link}>{t('evidence.openAtSender')}</Link>}
      </RowCell>
    </TableRow>
  );
}
